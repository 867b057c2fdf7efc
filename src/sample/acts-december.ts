import { does, drafts, reports, type SampleAct } from './act.ts'

/** From 03/12/2018 to the morning on which the sample opens, in order of time. */
export const decemberActs: SampleAct[] = [
  does('2018-12-03 09:20', 'dat', '2.3', 'return', {
    reason: 'Bộ tiêu chí chưa có thang điểm nên chưa đánh giá được.',
    missing: 'Thang điểm cho từng tiêu chí và phiếu lấy ý kiến phụ huynh.',
    supplementDueOn: '2018-12-12',
  }),
  does('2018-12-03 10:00', 'tai', '7.3', 'update', {
    text: 'Không đổi: chưa có nguồn kinh phí trong dự toán năm 2018.',
    percent: 0,
    blocker: 'Kinh phí lắp đặt không có trong dự toán được giao.',
  }),
  does('2018-12-03 15:00', 'ngan', '7.3', 'propose_non_implementation', {
    explanation:
      'Dự toán năm 2018 không có kinh phí; Trung tâm Hành chính công của tỉnh đã lắp hệ thống lấy số dùng chung từ quý IV.',
  }),
  ...reports('2018-12-04 09:30', 'nhung', '2.2', {
    text: 'Đã niêm yết thời hạn của 42 thủ tục tại bộ phận Một cửa và đăng trên trang của Sở.',
    documentNo: '2254/SGDĐT-VP',
    documentOn: '2018-12-03',
  }),
  does('2018-12-04 10:05', 'loc', '4.1', 'submit_co_unit', names => ({
    coUnitId: names.part('4.1', 'dtn'),
    text: 'Công văn số 21-CV/ĐTN góp ý Điều 4 và Điều 9 của dự thảo.',
  })),
  drafts('2018-12-04 13:30', 'tuyet', '7.4'),
  does('2018-12-04 14:00', 'ngan', '7.4', 'issue', {}),
  does('2018-12-04 14:30', 'phuc', '4.1', 'accept_co_unit', names => ({
    coUnitId: names.part('4.1', 'dtn'),
  })),
  does('2018-12-05 08:45', 'dat', '2.2', 'verify', { note: 'Đạt; hoàn thành chậm so với hạn 30/11.' }),
  does('2018-12-05 14:20', 'loi', '7.3', 'decide_non_implementation', {
    verdict: 'accepted',
    decisionNo: '13-TB/BCĐ',
    note: 'Thống nhất, dùng hệ thống chung của tỉnh.',
  }),
  drafts('2018-12-05 15:00', 'tuyet', '5.1'),
  drafts('2018-12-05 15:10', 'tuyet', '5.2'),
  does('2018-12-05 16:00', 'bao', '5.2', 'issue', {}),
  does('2018-12-06 08:30', 'phuc', '7.4', 'refuse', names => ({
    reason: 'Bộ phận Một cửa do Văn phòng Sở quản lý; Phòng Tổ chức cán bộ không phụ trách nội dung này.',
    proposedUnitId: names.unit('vp'),
  })),
  ...reports('2018-12-06 14:10', 'khoi', '7.2', {
    text: 'Năm 2018 tiếp 31 lượt công dân, giải quyết 9 trên 9 đơn đúng hạn.',
    documentNo: '118/BC-TTr',
    documentOn: '2018-12-06',
  }),
  ...reports('2018-12-06 15:00', 'nhung', '6.2', {
    text: 'Ban Chỉ đạo đã họp bốn kỳ theo quy chế; biên bản kèm theo.',
    documentNo: '2262/BC-SGDĐT',
    documentOn: '2018-12-06',
  }),
  does('2018-12-06 16:00', 'nhung', '5.2', 'receive', { officerId: null }),
  does('2018-12-07 08:20', 'ngan', '7.2', 'verify', { note: 'Đạt yêu cầu.' }),
  drafts('2018-12-07 09:00', 'tuyet', '1.3'),
  drafts('2018-12-07 09:30', 'tuyet', '1.4'),
  does('2018-12-07 10:00', 'bao', '5.1', 'issue', {}),
  does('2018-12-07 10:10', 'bao', '5.2', 'withdraw', names => ({
    reason: 'Lịch họp là một phần của Chương trình công tác năm 2019, không giao riêng.',
    successorId: names.task('5.1'),
  })),
  does('2018-12-07 14:00', 'vinh', '1.3', 'issue', {}),
  does('2018-12-07 15:20', 'hanh', '4.1', 'update', {
    text: 'Đã tiếp thu ý kiến của Đoàn Thanh niên vào Điều 4. Còn chờ Công đoàn ngành góp ý Điều 5 và Điều 7 về đối thoại định kỳ.',
    percent: 70,
    blocker: 'Công đoàn ngành chưa góp ý.',
  }),
  does('2018-12-07 16:10', 'nhung', '5.1', 'receive', { officerId: null }),
  does('2018-12-07 16:20', 'hanh', '3.2', 'draft_report', {
    text: 'Đã đánh giá 66 mô hình: 58 mô hình đạt hiệu quả, đề nghị công nhận 21 và nhân rộng 6 mô hình.',
    claimedOn: '2018-12-07',
  }),
]

/** The business day on which the sample stands when it opens. */
export const sampleOpensOn = '2018-12-10'
