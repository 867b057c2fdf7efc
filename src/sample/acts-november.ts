import { does, drafts, lays, reports, type SampleAct } from './act.ts'
import type { SamplePerson } from './cast.ts'
import type { SampleTaskCode } from './tasks.ts'

const firstPlan: SampleTaskCode[] = [
  '1.1',
  '1.2',
  '2.1',
  '2.2',
  '2.3',
  '3.1',
  '4.1',
  '6.1',
  '7.1',
  '7.2',
  '7.3',
]
const secondPlan: SampleTaskCode[] = ['3.2', '4.2', '6.2']

const receipts: [SamplePerson, SampleTaskCode, string][] = [
  ['phuc', '2.1', '2018-11-21 08:15'],
  ['phuc', '6.1', '2018-11-21 08:16'],
  ['nhung', '1.1', '2018-11-21 09:05'],
  ['nhung', '2.2', '2018-11-21 09:06'],
  ['khoi', '7.1', '2018-11-21 10:20'],
  ['khoi', '7.2', '2018-11-21 10:21'],
  ['hang', '2.3', '2018-11-22 08:40'],
  ['thuy', '3.1', '2018-11-22 14:10'],
  ['tai', '7.3', '2018-11-22 15:30'],
]

/** From the plan of 20/11/2018 to the end of the month, in order of time. */
export const novemberActs: SampleAct[] = [
  ...firstPlan.map(code => drafts('2018-11-19 15:00', 'tuyet', code)),
  ...firstPlan.map(code => does('2018-11-20 14:00', 'ngan', code, 'issue', {})),
  ...receipts.map(([who, code, at]) => does(at as '2018 08', who, code, 'receive', { officerId: null })),
  does('2018-11-21 08:18', 'phuc', '4.1', 'receive', names => ({ officerId: names.post('hanh') })),
  does('2018-11-21 08:20', 'phuc', '2.1', 'assign_officer', names => ({ officerId: names.post('hanh') })),
  does('2018-11-21 14:30', 'thuy', '4.1', 'receive_co_unit', names => ({
    coUnitId: names.part('4.1', 'cd'),
  })),
  does('2018-11-22 09:00', 'loc', '4.1', 'receive_co_unit', names => ({
    coUnitId: names.part('4.1', 'dtn'),
  })),
  does('2018-11-26 07:50', 'mai', '1.2', 'receive', { officerId: null }),
  does('2018-11-26 10:00', 'hanh', '4.1', 'update', {
    text: 'Đã có dự thảo 1 Quy chế phối hợp, gửi Công đoàn ngành và Đoàn Thanh niên góp ý.',
    percent: 40,
    blocker: '',
  }),
  does('2018-11-26 15:20', 'phuc', '6.1', 'update', {
    text: 'Đã rà soát nhân sự Ban Chỉ đạo, trình Giám đốc dự thảo quyết định kiện toàn.',
    percent: 60,
    blocker: '',
  }),
  ...secondPlan.map(code => drafts('2018-11-26 15:40', 'tuyet', code)),
  ...secondPlan.map(code => does('2018-11-26 16:00', 'ngan', code, 'issue', {})),
  does('2018-11-27 08:05', 'phuc', '3.2', 'receive', names => ({ officerId: names.post('hanh') })),
  ...reports('2018-11-28 09:10', 'phuc', '6.1', {
    text: 'Giám đốc Sở đã ký Quyết định kiện toàn Ban Chỉ đạo và phân công nhiệm vụ thành viên.',
    documentNo: '92/QĐ-SGDĐT',
    documentOn: '2018-11-27',
  }),
  does('2018-11-28 09:40', 'phuc', '4.1', 'request_extension', {
    reason: 'Công đoàn ngành tổ chức đại hội từ 26 đến 28/11, chưa họp được tổ soạn thảo.',
    doneSoFar: 'Đã có dự thảo 1, Đoàn Thanh niên đang góp ý.',
    plan: 'Tiếp thu góp ý trước 07/12, trình ký trước 14/12.',
    newDueOn: '2018-12-14',
  }),
  does('2018-11-28 10:30', 'thuy', '4.2', 'receive', { officerId: null }),
  does('2018-11-28 13:40', 'nhung', '6.2', 'receive', { officerId: null }),
  ...reports('2018-11-28 15:50', 'hang', '2.3', {
    text: 'Đã xây dựng bộ tiêu chí gồm 12 mục.',
    documentNo: '215/GDTrH',
    documentOn: '2018-11-28',
  }),
  does('2018-11-29 08:30', 'dat', '6.1', 'verify', { note: 'Đủ số, ngày và phân công.' }),
  ...reports('2018-11-29 10:15', 'nhung', '1.1', {
    text: 'Đã ban hành Kế hoạch tuyên truyền và gửi đến tất cả đơn vị trực thuộc.',
    documentNo: '2210/KH-SGDĐT',
    documentOn: '2018-11-28',
  }),
  does('2018-11-29 16:05', 'ngan', '4.1', 'decide_extension', {
    verdict: 'granted',
    grantedDueOn: '2018-12-14',
    note: 'Đồng ý, không gia hạn thêm nếu không có lý do khách quan.',
  }),
  does('2018-11-30 09:00', 'dat', '1.1', 'verify', { note: '' }),
  does('2018-11-30 10:00', 'hanh', '2.1', 'update', {
    text: 'Đã rà soát xong 6 trong 11 điều của Quy chế làm việc.',
    percent: 50,
    blocker: 'Chưa có ý kiến của hai phòng về trách nhiệm ký thay.',
  }),
  lays('2018-11-30 14:00', 'khoi', '7.2', {
    statement: 'Sổ tiếp công dân năm 2018 đã đối chiếu, lưu tại Thanh tra Sở.',
  }),
  does('2018-11-30 14:05', 'khoi', '7.2', 'update', {
    text: 'Đã đối chiếu sổ tiếp công dân với hồ sơ giải quyết.',
    percent: 70,
    blocker: '',
  }),
  does('2018-11-30 16:30', 'ngan', '4.2', 'suspend', {
    ground: 'waiting_superior',
    note: 'Chờ Tỉnh ủy thống nhất thời gian dự hội nghị.',
    documentNo: '25-CV/TU',
    reviewOn: '2018-12-21',
  }),
]
