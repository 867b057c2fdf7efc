/** What is owed in January 2019, written by hand from PRODUCT §4 (see story-mails.ts for how to read it). */
export const januaryMails = `
2019-01-02 bao bundle weekly — first working day of the week: 31/12 is swapped off, 01/01 a holiday
2019-01-02 ngan bundle weekly — first working day of the week: 31/12 is swapped off, 01/01 a holiday
2019-01-02 vinh bundle weekly — first working day of the week: 31/12 is swapped off, 01/01 a holiday
2019-01-02 tuyet bundle weekly, post_empty — first working day of the week; the head of 7.5 left on 31/12, told on 28/12
2019-01-02 mai bundle late_1 1.2 — due 28/12
2019-01-02 hang bundle late_1 1.4 — due 28/12
2019-01-02 thuy bundle resumed 3.3 — resumed Sunday 30/12, so this morning
2019-01-02 khoi notice issued 7.6 — 10:00
2019-01-03 vinh bundle late_7 1.3 — due 21/12
2019-01-03 bao bundle late_7 1.3 — due 21/12
2019-01-03 tuyet bundle late_7 1.3 — due 21/12
2019-01-03 phuc notice verified 4.1 — 09:00
2019-01-03 vinh notice extension_asked 1.2 — 10:00, after the deadline
2019-01-03 lan slip late_7 1.3 — due 21/12
2019-01-04 mai bundle late_3 1.2 — due 28/12
2019-01-04 vinh bundle late_3 1.2, late_3 1.4 — due 28/12
2019-01-04 hang bundle late_3 1.4 — due 28/12
2019-01-04 tuyet bundle no_holder 7.5 — ten days without an update, and nobody is head since 01/01
2019-01-04 nhung notice issued 6.3 — 14:00
2019-01-05 khoi bundle due_minus_10 7.6 — due 18/01; a worked Saturday
2019-01-05 vinh notice extension_asked 1.4 — 09:00
2019-01-05 hang notice extension_decided 1.4 — granted 10:30 to 18/01
2019-01-05 mai notice extension_decided 1.2 — 11:00: to be asked anew
2019-01-07 bao bundle weekly — Monday
2019-01-07 ngan bundle weekly, verify_10 2.1 — Monday; reported 20/12: the eleventh day
2019-01-07 vinh bundle weekly — Monday
2019-01-07 tuyet bundle weekly, not_received 6.3 — Monday; +2, the worked Saturday counted
2019-01-07 thuy bundle stale_10 4.2 — resumed 21/12, no word since
2019-01-07 nhung bundle not_received 6.3 — +2, the worked Saturday counted
2019-01-08 tam bundle due_minus_3 1.5 — due 11/01; head since 07/01
2019-01-08 dat bundle verify_5 3.1 — reported 28/12; every verifier who may
2019-01-08 dung bundle verify_5 3.1 — reported 28/12; every verifier who may
2019-01-08 phuc notice returned 2.1 — 10:00
2019-01-08 hanh notice returned 2.1 — 10:00
2019-01-09 mai bundle late_7 1.2 — due 28/12
2019-01-09 vinh bundle late_7 1.2 — due 28/12
2019-01-09 bao bundle late_7 1.2 — due 28/12
2019-01-09 tuyet bundle late_7 1.2 — due 28/12
2019-01-09 thuy bundle due_minus_10 3.3, due_minus_3 4.2 — due 23/01 after 6 days of suspension; due 14/01
2019-01-09 vinh notice extension_asked 1.2 — 10:00, again
2019-01-09 trung notice issued 5.3 — 14:00
2019-01-09 lan slip verified 1.3 — 08:30
2019-01-10 tam bundle due_minus_1 1.5 — due 11/01
2019-01-10 nhung bundle due_minus_10 6.3 — due 24/01
2019-01-11 tam bundle due_today 1.5 — due 11/01
2019-01-14 bao bundle weekly, extension_3 1.2 — Monday; asked 09/01, undecided: one level above vinh
2019-01-14 ngan bundle weekly — Monday
2019-01-14 vinh bundle weekly — Monday
2019-01-14 tuyet bundle weekly — Monday
2019-01-14 tam bundle late_1 1.5 — due 11/01
2019-01-14 thuy bundle stale_10 3.3 — resumed 30/12, no word since
2019-01-14 thuy notice verified 4.2 — 10:00
2019-01-15 hang bundle due_minus_3 1.4 — due 18/01
2019-01-15 vinh bundle verify_10 3.1 — reported 28/12: the eleventh day; leader in charge of gdth
2019-01-15 yen bundle due_minus_3 7.6 — due 18/01; head since 10/01
2019-01-15 mai notice extension_decided 1.2 — refused 09:00
2019-01-16 yen bundle stale_10 7.6 — received 03/01, no word since
2019-01-16 hang notice verified 3.1 — 09:00
2019-01-16 vinh notice extension_asked 1.2 — 10:00; none was granted yet, so still the leader
2019-01-17 hang bundle due_minus_1 1.4 — due 18/01
2019-01-17 trung bundle due_minus_3 5.3 — due 22/01
2019-01-17 yen bundle due_minus_1 7.6 — due 18/01; reported 10:00
2019-01-17 mai notice extension_decided 1.2 — granted 09:00 to 31/01
2019-01-17 tam notice verified 1.5 — 14:00
2019-01-18 hang bundle due_today 1.4, stale_10 1.4 — due 18/01; asked 05/01, no word since
2019-01-18 thuy bundle due_minus_3 3.3 — due 23/01
2019-01-18 phuc notice verified 2.1 — 10:00, the second report
2019-01-21 bao bundle weekly — Monday
2019-01-21 ngan bundle weekly — Monday
2019-01-21 vinh bundle weekly — Monday
2019-01-21 tuyet bundle weekly — Monday
2019-01-21 hang bundle late_1 1.4 — due 18/01
2019-01-21 trung bundle due_minus_1 5.3 — due 22/01
2019-01-21 nhung bundle due_minus_3 6.3, stale_10 6.3 — due 24/01; received 07/01, no word since
2019-01-22 thuy bundle due_minus_1 3.3 — due 23/01
2019-01-22 trung bundle due_today 5.3 — due 22/01
2019-01-28 bao bundle weekly — Monday, and the worker is back after 23, 24 and 25/01
2019-01-28 ngan bundle weekly, late_3 3.3 — Monday, and the worker is back after 23, 24 and 25/01; due 23/01: due_today and late_1 were missed and collapse into it
2019-01-28 vinh bundle weekly, late_3 1.4, late_3 5.3, late_3 7.5 — Monday, and the worker is back after 23, 24 and 25/01; owed 23/01; owed 25/01; late_1 of 23/01 collapses into it; owed 23/01; the post is empty
2019-01-28 tuyet bundle weekly, not_received 4.3 — Monday, and the worker is back after 23, 24 and 25/01; +2
2019-01-28 mai bundle due_minus_3 1.2 — due 31/01
2019-01-28 hang bundle late_3 1.4 — owed 23/01
2019-01-28 thuy bundle late_3 3.3 — due 23/01: due_today and late_1 were missed and collapse into it
2019-01-28 phuc bundle not_received 4.3 — +2
2019-01-28 trung bundle late_3 5.3 — owed 25/01; late_1 of 23/01 collapses into it
2019-01-28 nhung bundle late_1 6.3 — owed 25/01; due_minus_1 and due_today collapse into it
2019-01-28 dat bundle verify_5 7.6 — owed 25/01: reported 17/01
2019-01-28 dung bundle verify_5 7.6 — owed 25/01: reported 17/01
2019-01-28 phuc notice issued 4.3 — issued 24/01 while the worker was down
2019-01-29 hang bundle late_7 1.4 — due 18/01
2019-01-29 vinh bundle late_7 1.4, late_7 7.5 — due 18/01; due 18/01; the post is empty
2019-01-29 bao bundle late_7 1.4, late_3 6.3, late_7 7.5 — due 18/01; due 24/01; the director is the leader in charge; due 18/01; the post is empty
2019-01-29 tuyet bundle late_7 1.4, late_7 7.5 — due 18/01; due 18/01; the post is empty
2019-01-29 nhung bundle late_3 6.3 — due 24/01; the director is the leader in charge
2019-01-29 thuy notice withdrawn 3.3 — 14:00
2019-01-30 mai bundle due_minus_1 1.2, stale_10 1.2 — due 31/01; asked 16/01, no word since
2019-01-30 trung bundle stale_10 5.3 — updated 16/01
2019-01-31 mai bundle due_today 1.2 — due 31/01
2019-01-31 trung bundle late_7 5.3 — due 22/01
2019-01-31 vinh bundle late_7 5.3 — due 22/01
2019-01-31 bao bundle late_7 5.3 — due 22/01
2019-01-31 tuyet bundle late_7 5.3 — due 22/01
`
