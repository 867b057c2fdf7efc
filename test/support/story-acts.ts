import { decemberActs } from '../../src/sample/acts-december.ts'
import { novemberActs } from '../../src/sample/acts-november.ts'
import { appoints, does, drafts, ends, fromSample, redrafts, reports, type StoryAct } from './story-act.ts'
import { januaryActs } from './story-acts-january.ts'
import { storyTasks } from './story-cast.ts'

/** From the day after the sample's last act to the end of the year, in order of time. */
const lateDecemberActs: StoryAct[] = [
  redrafts('2018-12-11 09:00', '7.4', storyTasks['7.4']),
  does('2018-12-11 10:00', 'ngan', '7.4', 'issue', {}),
  does('2018-12-11 10:30', 'thuy', '3.1', 'update', {
    text: 'Đã có 12 đơn vị đăng ký mô hình.',
    percent: 40,
    blocker: '',
  }),
  does('2018-12-11 14:00', 'thuy', '4.1', 'submit_co_unit', ids => ({
    coUnitId: ids.part('4.1', 'cd'),
    text: 'Góp ý Điều 5 của dự thảo.',
  })),
  does('2018-12-12 08:15', 'lan', '1.3', 'receive', { officerId: null }),
  does('2018-12-12 08:30', 'nhung', '7.4', 'receive', { officerId: null }),
  does('2018-12-12 09:00', 'phuc', '4.1', 'return_co_unit', ids => ({
    coUnitId: ids.part('4.1', 'cd'),
    reason: 'Chưa góp ý Điều 7 về đối thoại định kỳ.',
  })),
  reports('2018-12-12 10:00', 'hang', '2.3', '231/GDTrH'),
  reports('2018-12-12 15:00', 'phuc', '3.2', '2290/BC-SGDĐT'),
  does('2018-12-12 16:00', 'vinh', '1.4', 'issue', {}),
  does('2018-12-13 08:00', 'hang', '1.4', 'receive', { officerId: null }),
  does('2018-12-13 09:00', 'dat', '3.2', 'verify', { note: '' }),
  appoints('2018-12-13 10:00', 'thao', '2018-12-13'),
  does('2018-12-13 14:00', 'phuc', '4.1', 'request_extension', {
    reason: 'Công đoàn ngành góp ý chậm bốn ngày.',
    doneSoFar: 'Đã có dự thảo 2.',
    plan: 'Tiếp thu góp ý Điều 7, trình ký trước 28/12.',
    newDueOn: '2018-12-28',
  }),
  drafts('2018-12-13 15:00', '3.3', storyTasks['3.3']),
  does('2018-12-14 09:00', 'ngan', '3.3', 'issue', {}),
  does('2018-12-14 10:00', 'thuy', '3.3', 'receive', { officerId: null }),
  drafts('2018-12-14 15:00', '1.5', storyTasks['1.5']),
  does('2018-12-17 10:00', 'loi', '4.1', 'decide_extension', {
    verdict: 'granted',
    grantedDueOn: '2018-12-28',
    note: 'Lần cuối.',
  }),
  does('2018-12-17 10:30', 'ngan', '1.5', 'issue', {}),
  does('2018-12-17 14:00', 'phuc', '5.1', 'receive_co_unit', ids => ({ coUnitId: ids.part('5.1', 'tccb') })),
  drafts('2018-12-17 15:00', '7.5', storyTasks['7.5']),
  does('2018-12-18 09:00', 'vinh', '7.5', 'issue', {}),
  does('2018-12-18 14:00', 'thuy', '4.1', 'submit_co_unit', ids => ({
    coUnitId: ids.part('4.1', 'cd'),
    text: 'Góp ý Điều 5 và Điều 7 của dự thảo.',
  })),
  does('2018-12-19 08:30', 'tai', '7.5', 'receive', { officerId: null }),
  does('2018-12-19 09:00', 'phuc', '4.1', 'accept_co_unit', ids => ({ coUnitId: ids.part('4.1', 'cd') })),
  does('2018-12-19 10:00', 'nhung', '5.1', 'waive_co_unit', ids => ({
    coUnitId: ids.part('5.1', 'tccb'),
    reason: 'Danh sách nhân sự đã có trong Quyết định kiện toàn.',
  })),
  reports('2018-12-19 14:00', 'nhung', '7.4', '2301/SGDĐT-VP'),
  does('2018-12-20 08:30', 'dat', '7.4', 'verify', { note: '' }),
  reports('2018-12-20 09:00', 'nhung', '5.1', '2305/CTr-BCĐ'),
  does('2018-12-20 09:30', 'phuc', '4.1', 'assign_officer', ids => ({ officerId: ids.post('thao') })),
  does('2018-12-20 10:00', 'ngan', '3.3', 'suspend', {
    ground: 'force_majeure',
    note: '',
    documentNo: '140/QĐ-SGDĐT',
    reviewOn: '2018-12-30',
  }),
  reports('2018-12-20 16:00', 'phuc', '2.1', '2310/QĐ-SGDĐT'),
  does('2018-12-21 09:00', 'dat', '2.3', 'verify', { note: '' }),
  does('2018-12-22 09:00', 'ngan', '6.2', 'verify', { note: 'Xác nhận ngày thứ Bảy.' }),
  does('2018-12-24 10:00', 'lan', '1.3', 'update', {
    text: 'Đã có báo cáo của 7 trường.',
    percent: 70,
    blocker: '',
  }),
  does('2018-12-26 10:00', 'ngan', '3.1', 'reassign', ids => ({
    leadUnitId: ids.unit('gdth'),
    reason: 'Công đoàn ngành tập trung cho hội nghị đối thoại.',
  })),
  does('2018-12-26 20:30', 'bao', '5.1', 'verify', { note: 'Xác nhận buổi tối.' }),
  does('2018-12-27 09:00', 'hang', '3.1', 'update', {
    text: 'Đã nhận bàn giao danh sách mô hình.',
    percent: 60,
    blocker: '',
  }),
  reports('2018-12-27 15:00', 'phuc', '4.1', '2330/QĐ-SGDĐT'),
  reports('2018-12-28 15:00', 'hang', '3.1', '240/GDTrH'),
  ends('2018-12-28 16:00', 'tai', '2018-12-31'),
  appoints('2018-12-28 16:10', 'dung', '2019-01-02'),
]

/** The whole story: the sample's own acts up to 10/12/2018, then the story's. */
export const storyActs: StoryAct[] = [
  ...[...novemberActs, ...decemberActs].map(fromSample),
  ...lateDecemberActs,
  ...januaryActs,
]
