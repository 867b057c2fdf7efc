import { appoints, does, drafts, ends, reports, type StoryAct } from './story-act.ts'
import { storyTasks } from './story-cast.ts'

const asksFor = (newDueOn: string) => ({
  reason: 'Giáo viên nghỉ học kỳ, chưa đủ 90% dự sinh hoạt.',
  doneSoFar: 'Đã sinh hoạt ở ba tổ chuyên môn.',
  plan: 'Sinh hoạt các tổ còn lại.',
  newDueOn,
})

/** January 2019, in order of time. The worker is down on 23, 24 and 25/01. */
export const januaryActs: StoryAct[] = [
  drafts('2019-01-02 09:30', '7.6', storyTasks['7.6']),
  does('2019-01-02 10:00', 'ngan', '7.6', 'issue', {}),
  does('2019-01-03 08:00', 'khoi', '7.6', 'receive', { officerId: null }),
  does('2019-01-03 09:00', 'dat', '4.1', 'verify', { note: '' }),
  does('2019-01-03 10:00', 'mai', '1.2', 'request_extension', asksFor('2019-01-18')),
  drafts('2019-01-04 13:30', '6.3', storyTasks['6.3']),
  does('2019-01-04 14:00', 'bao', '6.3', 'issue', {}),
  appoints('2019-01-04 16:00', 'tam', '2019-01-07'),
  does('2019-01-05 09:00', 'hang', '1.4', 'request_extension', asksFor('2019-01-18')),
  does('2019-01-05 10:30', 'vinh', '1.4', 'decide_extension', {
    verdict: 'granted',
    grantedDueOn: null,
    note: '',
  }),
  does('2019-01-05 11:00', 'vinh', '1.2', 'decide_extension', {
    verdict: 'redo',
    grantedDueOn: null,
    note: 'Kế hoạch chưa nêu thời gian từng tổ.',
  }),
  does('2019-01-07 09:00', 'nhung', '6.3', 'receive', { officerId: null }),
  reports('2019-01-07 10:00', 'lan', '1.3', '02/BC-GDMN'),
  does('2019-01-08 09:00', 'tam', '1.5', 'receive', { officerId: null }),
  does('2019-01-08 10:00', 'dat', '2.1', 'return', {
    reason: 'Quyết định chưa sửa Điều 8.',
    missing: 'Điều 8 về trách nhiệm ký thay.',
    supplementDueOn: '2019-01-16',
  }),
  ends('2019-01-08 16:00', 'khoi', '2019-01-09'),
  appoints('2019-01-08 16:10', 'yen', '2019-01-10'),
  does('2019-01-09 08:30', 'dung', '1.3', 'verify', { note: '' }),
  drafts('2019-01-09 09:30', '5.3', storyTasks['5.3']),
  does('2019-01-09 10:00', 'mai', '1.2', 'request_extension', asksFor('2019-01-25')),
  does('2019-01-09 14:00', 'vinh', '5.3', 'issue', {}),
  does('2019-01-10 08:30', 'trung', '5.3', 'receive', { officerId: null }),
  reports('2019-01-10 09:00', 'thuy', '4.2', '03/BB-CĐN'),
  does('2019-01-14 10:00', 'ngan', '4.2', 'verify', { note: '' }),
  does('2019-01-15 09:00', 'vinh', '1.2', 'decide_extension', {
    verdict: 'refused',
    grantedDueOn: null,
    note: 'Lý do không khách quan.',
  }),
  reports('2019-01-15 10:00', 'tam', '1.5', '01/KH-ĐTN'),
  reports('2019-01-15 14:00', 'phuc', '2.1', '15/QĐ-SGDĐT'),
  does('2019-01-16 09:00', 'dung', '3.1', 'verify', { note: '' }),
  does('2019-01-16 10:00', 'mai', '1.2', 'request_extension', asksFor('2019-01-31')),
  does('2019-01-16 14:00', 'trung', '5.3', 'update', {
    text: 'Không đổi: chờ mẫu của Ban Chỉ đạo Tỉnh.',
    percent: 20,
    blocker: 'Chưa có mẫu.',
  }),
  does('2019-01-17 09:00', 'vinh', '1.2', 'decide_extension', {
    verdict: 'granted',
    grantedDueOn: '2019-01-31',
    note: '',
  }),
  reports('2019-01-17 10:00', 'yen', '7.6', '04/BC-TTr'),
  does('2019-01-17 14:00', 'dat', '1.5', 'verify', { note: 'Chậm hai ngày làm việc.' }),
  does('2019-01-18 10:00', 'vinh', '2.1', 'verify', { note: '' }),
  does('2019-01-21 09:00', 'thuy', '3.3', 'update', {
    text: 'Đã nhận báo cáo của 30 công đoàn cơ sở.',
    percent: 50,
    blocker: '',
  }),
  drafts('2019-01-24 08:30', '4.3', storyTasks['4.3']),
  does('2019-01-24 09:00', 'ngan', '4.3', 'issue', {}),
  does('2019-01-28 10:00', 'phuc', '4.3', 'receive', { officerId: null }),
  does('2019-01-29 14:00', 'ngan', '3.3', 'withdraw', {
    reason: 'Gộp vào tổng kết năm của Công đoàn ngành.',
    successorId: null,
  }),
  reports('2019-01-30 10:00', 'nhung', '6.3', '31/CTr-BCĐ'),
]
