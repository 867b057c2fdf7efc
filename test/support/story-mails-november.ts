/** What is owed in November 2018, written by hand from PRODUCT §4 (see story-mails.ts for how to read it). */
export const novemberMails = `
2018-11-20 nhung notice issued 1.1 — issued 14:00 to the lead head
2018-11-20 mai notice issued 1.2 — issued 14:00 to the lead head
2018-11-20 phuc notice issued 2.1 — issued 14:00 to the lead head
2018-11-20 nhung notice issued 2.2 — issued 14:00 to the lead head
2018-11-20 hang notice issued 2.3 — issued 14:00 to the lead head
2018-11-20 thuy notice issued 3.1 — issued 14:00 to the lead head
2018-11-20 phuc notice issued 4.1 — issued 14:00 to the lead head
2018-11-20 thuy notice issued 4.1 — co-head at issue
2018-11-20 loc notice issued 4.1 — co-head at issue
2018-11-20 phuc notice issued 6.1 — issued 14:00 to the lead head
2018-11-20 khoi notice issued 7.1 — issued 14:00 to the lead head
2018-11-20 khoi notice issued 7.2 — issued 14:00 to the lead head
2018-11-20 tai notice issued 7.3 — issued 14:00 to the lead head
2018-11-21 phuc bundle due_minus_10 2.1 — due 05/12; its officer is named at 08:20 only
2018-11-22 mai bundle not_received 1.2 — +2; received 26/11
2018-11-21 tuyet bundle post_ending — the head of dtn, asked for a part of 4.1, leaves on 04/12: ten working days
2018-11-22 tuyet bundle not_received 1.2, not_received 2.3, not_received 3.1, not_received 7.3 — +2; received 26/11; +2; received 08:40 that day; +2; received 14:10 that day; +2; received 15:30 that day
2018-11-22 hang bundle not_received 2.3 — +2; received 08:40 that day
2018-11-22 thuy bundle not_received 3.1 — +2; received 14:10 that day
2018-11-22 tai bundle not_received 7.3 — +2; received 15:30 that day
2018-11-23 hang bundle due_minus_10 2.3 — due 07/12
2018-11-23 khoi bundle due_minus_10 7.1, due_minus_10 7.2 — due 07/12
2018-11-26 bao bundle weekly — Monday
2018-11-26 ngan bundle weekly — Monday
2018-11-26 vinh bundle weekly — Monday
2018-11-26 tuyet bundle weekly — Monday
2018-11-26 phuc notice issued 3.2 — issued 16:00
2018-11-26 thuy notice issued 4.2 — issued 16:00
2018-11-26 nhung notice issued 6.2 — issued 16:00
2018-11-27 nhung bundle due_minus_3 1.1, due_minus_3 2.2 — due 30/11
2018-11-27 phuc bundle due_minus_3 4.1, due_minus_3 6.1 — due 30/11; officer since receipt; due 30/11
2018-11-27 hanh bundle due_minus_3 4.1 — due 30/11; officer since receipt
2018-11-28 phuc bundle due_minus_10 3.2 — due 12/12
2018-11-28 hanh bundle due_minus_10 3.2 — due 12/12
2018-11-28 thuy bundle not_received 4.2 — +2; received 10:30 that day
2018-11-28 tuyet bundle not_received 4.2, not_received 6.2 — +2; received 10:30 that day; +2; received 13:40 that day
2018-11-28 nhung bundle not_received 6.2 — +2; received 13:40 that day
2018-11-28 ngan notice extension_asked 4.1 — asked 09:40; leader in charge
2018-11-29 nhung bundle due_minus_1 1.1, due_minus_1 2.2 — due 30/11; reported 10:15; due 30/11
2018-11-29 phuc bundle due_minus_1 4.1 — due 30/11 until the decision at 16:05
2018-11-29 hanh bundle due_minus_1 4.1 — due 30/11 until the decision at 16:05
2018-11-29 phuc notice verified 6.1 — 08:30
2018-11-29 phuc notice extension_decided 4.1 — granted 16:05 to 14/12
2018-11-30 phuc bundle due_minus_3 2.1, due_minus_10 4.1 — due 05/12; re-armed: new date 14/12
2018-11-30 hanh bundle due_minus_3 2.1, due_minus_10 4.1 — due 05/12; re-armed: new date 14/12
2018-11-30 nhung bundle due_today 2.2, due_minus_10 6.2 — due 30/11; due 14/12
2018-11-30 tai bundle due_minus_10 7.3 — due 14/12
2018-11-30 nhung notice verified 1.1 — 09:00
2018-11-30 thuy notice suspended 4.2 — 16:30
`
