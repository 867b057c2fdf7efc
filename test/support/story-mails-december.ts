/** What is owed in December 2018, written by hand from PRODUCT §4 (see story-mails.ts for how to read it). */
export const decemberMails = `
2018-12-03 bao bundle weekly — Monday
2018-12-03 ngan bundle weekly — Monday
2018-12-03 vinh bundle weekly — Monday
2018-12-03 tuyet bundle weekly — Monday
2018-12-03 nhung bundle late_1 2.2 — due 30/11
2018-12-03 hang notice returned 2.3 — 09:20; no officer
2018-12-03 son notice non_implementation_proposed 7.3 — 15:00; members of both committees may decide
2018-12-03 loi notice non_implementation_proposed 7.3 — 15:00; members of both committees may decide
2018-12-04 phuc bundle due_minus_1 2.1 — due 05/12
2018-12-04 hanh bundle due_minus_1 2.1 — due 05/12
2018-12-04 khoi bundle due_minus_3 7.1, due_minus_3 7.2 — due 07/12
2018-12-04 thuy bundle part_minus_3 4.1 — her part due 07/12, the task 14/12
2018-12-04 loc bundle part_today 4.1 — his part due 04/12
2018-12-04 phuc notice co_unit_submitted 4.1 — dtn 10:05
2018-12-04 phuc notice issued 7.4 — 14:00
2018-12-04 loc notice co_unit_accepted 4.1 — 14:30, his last day in the post
2018-12-05 phuc bundle due_today 2.1 — due 05/12
2018-12-05 hanh bundle due_today 2.1 — due 05/12
2018-12-05 khoi bundle stale_10 7.1 — received 21/11, no word since
2018-12-05 nhung notice verified 2.2 — 08:45
2018-12-05 tai notice not_implemented 7.3 — decided 14:20
2018-12-05 nhung notice issued 5.2 — 16:00
2018-12-06 phuc bundle late_1 2.1, not_received 7.4, due_minus_10 7.4 — due 05/12; +2; refused 08:30; due 20/12, issued 04/12
2018-12-06 thuy bundle stale_10 3.1 — received 22/11, no word since
2018-12-06 khoi bundle due_minus_1 7.1, due_minus_1 7.2 — due 07/12; due 07/12; reported 14:10
2018-12-06 tuyet bundle not_received 7.4 — +2; refused 08:30
2018-12-06 tuyet notice refused 7.4 — 08:30
2018-12-07 hang bundle due_minus_3 2.3 — due 12/12 after 3 days of verification
2018-12-07 phuc bundle due_minus_3 3.2 — due 12/12
2018-12-07 hanh bundle due_minus_3 3.2 — due 12/12
2018-12-07 khoi bundle due_today 7.1 — due 07/12
2018-12-07 thuy bundle part_today 4.1 — her part due 07/12
2018-12-07 khoi notice verified 7.2 — 08:20
2018-12-07 nhung notice issued 5.1 — 10:00
2018-12-07 phuc notice issued 5.1 — co-head
2018-12-07 nhung notice withdrawn 5.2 — 10:10
2018-12-07 lan slip issued 1.3 — 14:00
2018-12-10 bao bundle weekly — Monday
2018-12-10 ngan bundle weekly, late_3 2.1 — Monday; due 05/12
2018-12-10 vinh bundle weekly — Monday
2018-12-10 tuyet bundle weekly — Monday
2018-12-10 mai bundle stale_10 1.2 — received 26/11, no word since
2018-12-10 phuc bundle late_3 2.1 — due 05/12
2018-12-10 khoi bundle late_1 7.1 — due 07/12
2018-12-10 thuy bundle part_late_1 4.1 — her part due 07/12
2018-12-11 tuyet bundle not_received 1.3 — +2
2018-12-11 hang bundle due_minus_1 2.3 — due 12/12
2018-12-11 phuc bundle due_minus_1 3.2, due_minus_3 4.1, part_today 5.1 — due 12/12; due 14/12; his unit's part due 11/12
2018-12-11 hanh bundle due_minus_1 3.2, due_minus_3 4.1 — due 12/12; due 14/12
2018-12-11 nhung notice issued 7.4 — 10:00, issued again to vp
2018-12-11 phuc notice co_unit_submitted 4.1 — cd 14:00, four days late
2018-12-11 lan slip not_received 1.3 — +2
2018-12-12 hang bundle due_today 2.3 — due 12/12
2018-12-12 phuc bundle due_today 3.2, part_late_1 5.1 — due 12/12; part due 11/12, not received
2018-12-12 hanh bundle due_today 3.2 — due 12/12
2018-12-12 khoi bundle late_3 7.1 — due 07/12
2018-12-12 ngan bundle late_3 7.1 — due 07/12
2018-12-12 thuy notice co_unit_returned 4.1 — 09:00
2018-12-12 hang notice issued 1.4 — 16:00
2018-12-13 phuc bundle due_minus_1 4.1 — due 14/12
2018-12-13 hanh bundle due_minus_1 4.1 — due 14/12
2018-12-13 phuc notice verified 3.2 — 09:00
2018-12-13 son notice extension_asked 4.1 — 14:00; one was granted, so the committee decides
2018-12-13 loi notice extension_asked 4.1 — 14:00; one was granted, so the committee decides
2018-12-14 mai bundle due_minus_10 1.2 — due 28/12
2018-12-14 hang bundle due_minus_10 1.4 — due 28/12
2018-12-14 phuc bundle late_7 2.1, stale_10 2.1, due_today 4.1 — due 05/12; updated 30/11; due 14/12
2018-12-14 ngan bundle late_7 2.1 — due 05/12
2018-12-14 bao bundle late_7 2.1 — due 05/12
2018-12-14 tuyet bundle late_7 2.1 — due 05/12
2018-12-14 thuy bundle due_minus_10 3.1 — due 28/12
2018-12-14 hanh bundle due_today 4.1 — due 14/12
2018-12-14 dat bundle verify_5 6.2 — reported 06/12: the sixth day; no verifier named
2018-12-14 thuy notice issued 3.3 — 09:00
2018-12-17 bao bundle weekly — Monday
2018-12-17 ngan bundle weekly — Monday
2018-12-17 vinh bundle weekly — Monday
2018-12-17 tuyet bundle weekly — Monday
2018-12-17 phuc bundle late_1 4.1 — due 14/12; decided at 10:00
2018-12-17 nhung bundle due_minus_3 7.4 — due 20/12
2018-12-17 phuc notice extension_decided 4.1 — granted 10:00 to 28/12
2018-12-17 tuyet notice no_holder 1.5 — issued 10:30 to dtn, where nobody is head since 05/12
2018-12-18 nhung bundle due_minus_3 5.1 — due 21/12
2018-12-18 khoi bundle late_7 7.1 — due 07/12
2018-12-18 ngan bundle late_7 7.1 — due 07/12
2018-12-18 bao bundle late_7 7.1 — due 07/12
2018-12-18 tuyet bundle late_7 7.1, post_empty — due 07/12; dtn got work while nobody is head since 05/12
2018-12-18 tai notice issued 7.5 — 09:00
2018-12-18 phuc notice co_unit_submitted 4.1 — cd 14:00, the second time
2018-12-18 lan slip due_minus_3 1.3 — due 21/12
2018-12-19 tuyet bundle not_received 1.5 — +2; the post stays empty
2018-12-19 khoi bundle stale_10 7.1 — second notice
2018-12-19 nhung bundle due_minus_1 7.4 — due 20/12; reported 14:00
2018-12-19 thuy notice co_unit_accepted 4.1 — 09:00
2018-12-19 phuc notice co_unit_waived 5.1 — 10:00
2018-12-20 nhung bundle due_minus_1 5.1 — due 21/12; reported 09:00
2018-12-20 dat bundle verify_5 2.3 — reported 12/12; named at issue
2018-12-20 nhung notice verified 7.4 — 08:30
2018-12-20 thuy notice suspended 3.3 — 10:00
2018-12-20 lan slip due_minus_1 1.3 — due 21/12
2018-12-21 bao bundle verify_10 6.2 — the eleventh day; vp has no leader in charge, so the director
2018-12-21 thuy notice resumed 4.2 — by the system at its review date
2018-12-21 hang notice verified 2.3 — 09:00
2018-12-21 lan slip due_today 1.3 — due 21/12
2018-12-24 bao bundle weekly — Monday
2018-12-24 ngan bundle weekly — Monday
2018-12-24 vinh bundle weekly — Monday
2018-12-24 tuyet bundle weekly — Monday
2018-12-24 mai bundle stale_10 1.2 — second notice
2018-12-24 nhung bundle verified 6.2 — verified Saturday 22/12, so this morning
2018-12-24 lan slip late_1 1.3 — due 21/12
2018-12-25 mai bundle due_minus_3 1.2 — due 28/12
2018-12-25 hang bundle due_minus_3 1.4 — due 28/12
2018-12-25 thuy bundle due_minus_3 3.1, stale_10 3.1 — due 28/12; updated 11/12, silent again
2018-12-25 phuc bundle due_minus_3 4.1 — due 28/12; the new officer
2018-12-25 thao bundle due_minus_3 4.1 — due 28/12; the new officer
2018-12-26 vinh bundle late_3 1.3 — due 21/12
2018-12-26 hang notice issued 3.1 — reassigned 10:00 to gdth
2018-12-26 lan slip late_3 1.3 — due 21/12
2018-12-27 mai bundle due_minus_1 1.2 — due 28/12
2018-12-27 hang bundle due_minus_1 1.4, stale_10 1.4, due_minus_1 3.1 — due 28/12; received 13/12, no word since; due 28/12; the new head
2018-12-27 phuc bundle due_minus_1 4.1 — due 28/12; reported 15:00
2018-12-27 thao bundle due_minus_1 4.1 — due 28/12; reported 15:00
2018-12-27 nhung bundle verified 5.1 — verified 26/12 at 20:30, so this morning
2018-12-28 mai bundle due_today 1.2 — due 28/12
2018-12-28 hang bundle due_today 1.4, due_today 3.1 — due 28/12; due 28/12; reported 15:00
2018-12-28 dat bundle verify_5 2.1 — reported 20/12; no verifier named
2018-12-28 thuy bundle due_minus_10 4.2 — due 14/01 after 15 days of suspension
`
