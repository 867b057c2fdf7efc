import type { Role } from '../data/schema-office.ts'

/** The sample's department: units by key, all under the first. Names after DOMAIN §8; schools and people are invented. */
export const sampleUnits = {
  so: { name: 'Sở Giáo dục và Đào tạo Vĩnh Long', short: 'SGDĐT', leader: null },
  vp: { name: 'Văn phòng Sở', short: 'VP', leader: null },
  tccb: { name: 'Phòng Tổ chức cán bộ', short: 'TCCB', leader: 'ngan' },
  khtc: { name: 'Phòng Kế hoạch - Tài chính', short: 'KHTC', leader: 'vinh' },
  gdmn: { name: 'Phòng Giáo dục Mầm non', short: 'GDMN', leader: 'vinh' },
  gdth: { name: 'Phòng Giáo dục Trung học', short: 'GDTrH', leader: 'vinh' },
  qlcl: { name: 'Phòng Quản lý chất lượng', short: 'QLCL', leader: 'vinh' },
  ttra: { name: 'Thanh tra Sở', short: 'TTr', leader: 'ngan' },
  cd: { name: 'Công đoàn ngành', short: 'CĐN', leader: 'ngan' },
  dtn: { name: 'Đoàn Thanh niên Sở', short: 'ĐTN', leader: 'ngan' },
  thpt: { name: 'Trường Trung học phổ thông Sông Tiền', short: 'THPT Sông Tiền', leader: 'vinh' },
} as const
export type SampleUnit = keyof typeof sampleUnits

export interface Member {
  name: string
  unit: SampleUnit
  role: Role
  title: string
  /** False: no address, so that the ledger shows what happens then. */
  email?: false
  committee?: 'tinh' | 'so'
  isHead?: true
  /** Last day in the post; nobody follows. */
  until?: string
}

/** Who plays which part. One person a role at least; addresses are `<key>@sgddt.example`. */
export const sampleCast = {
  quan: { name: 'Bùi Anh Quân', unit: 'vp', role: 'admin', title: 'Quản trị hệ thống' },
  tuyet: { name: 'Nguyễn Thị Ánh Tuyết', unit: 'vp', role: 'secretary', title: 'Thư ký, Văn phòng Sở' },
  bao: { name: 'Huỳnh Quốc Bảo', unit: 'so', role: 'leader', title: 'Giám đốc Sở', isHead: true },
  ngan: { name: 'Lê Thị Kim Ngân', unit: 'so', role: 'leader', title: 'Phó Giám đốc Sở' },
  vinh: { name: 'Phan Thành Vinh', unit: 'so', role: 'leader', title: 'Phó Giám đốc Sở' },
  nhung: { name: 'Võ Thị Hồng Nhung', unit: 'vp', role: 'unit_head', title: 'Chánh Văn phòng' },
  phuc: { name: 'Phạm Hoàng Phúc', unit: 'tccb', role: 'unit_head', title: 'Trưởng phòng Tổ chức cán bộ' },
  hanh: { name: 'Đỗ Thị Mỹ Hạnh', unit: 'tccb', role: 'officer', title: 'Chuyên viên' },
  tai: { name: 'Lý Văn Tài', unit: 'khtc', role: 'unit_head', title: 'Trưởng phòng Kế hoạch - Tài chính' },
  lan: {
    name: 'Ngô Thị Ngọc Lan',
    unit: 'gdmn',
    role: 'unit_head',
    title: 'Trưởng phòng Giáo dục Mầm non',
    email: false,
  },
  hang: {
    name: 'Trần Thị Diễm Hằng',
    unit: 'gdth',
    role: 'unit_head',
    title: 'Trưởng phòng Giáo dục Trung học',
  },
  trung: { name: 'Lê Minh Trung', unit: 'qlcl', role: 'unit_head', title: 'Trưởng phòng Quản lý chất lượng' },
  dat: { name: 'Trương Quốc Đạt', unit: 'qlcl', role: 'verifier', title: 'Chuyên viên thẩm định' },
  khoi: { name: 'Đặng Văn Khởi', unit: 'ttra', role: 'unit_head', title: 'Chánh Thanh tra Sở' },
  thuy: { name: 'Lâm Thị Bích Thủy', unit: 'cd', role: 'unit_head', title: 'Chủ tịch Công đoàn ngành' },
  loc: {
    name: 'Cao Minh Lộc',
    unit: 'dtn',
    role: 'unit_head',
    title: 'Bí thư Đoàn Thanh niên Sở',
    until: '2018-12-04',
  },
  mai: { name: 'Dương Thị Tuyết Mai', unit: 'thpt', role: 'unit_head', title: 'Hiệu trưởng' },
  son: {
    name: 'Nguyễn Thanh Sơn',
    unit: 'so',
    role: 'committee',
    title: 'Ủy viên Ban Chỉ đạo Tỉnh',
    committee: 'tinh',
  },
  loi: {
    name: 'Mai Văn Lợi',
    unit: 'so',
    role: 'committee',
    title: 'Phó Trưởng Ban Chỉ đạo QCDC Sở',
    committee: 'so',
  },
  hieu: { name: 'Trần Công Hiếu', unit: 'so', role: 'inspector', title: 'Phó đoàn phụ trách Đoàn kiểm tra' },
  minh: { name: 'Phan Văn Minh', unit: 'so', role: 'auditor', title: 'Kiểm toán viên' },
} as const satisfies Record<string, Member>
export type SamplePerson = keyof typeof sampleCast

/** The seven recommendations in the text of 13/11/2018: how each begins and ends, and what it is called in lists. */
export const sampleRecommendations = [
  {
    from: 'Đồng thời đề nghị Đảng ủy, Ban Giám đốc Sở tiếp tục tập trung',
    to: 'công tác dân vận và thực hiện QCDC ở cơ sở.',
    summary: 'Tuyên truyền, nâng cao nhận thức về dân vận chính quyền và QCDC',
    theme: 'Tuyên truyền',
    kind: 'once',
  },
  {
    from: 'Nâng cao vai trò, trách nhiệm người đứng đầu',
    to: 'công việc của tổ chức và cá nhân.',
    summary: 'Nâng cao trách nhiệm người đứng đầu, giải quyết nhanh công việc',
    theme: 'Người đứng đầu',
    kind: 'once',
  },
  {
    from: 'Tiếp tục triển khai các mô hình đăng ký',
    to: 'gắn với các phong trào thi đua của ngành.',
    summary: 'Triển khai mô hình "Dân vận khéo" gắn với phong trào thi đua',
    theme: 'Dân vận khéo',
    kind: 'standing',
  },
  {
    from: 'Tăng cường sự lãnh đạo, chỉ đạo của Đảng ủy',
    to: 'đẩy mạnh xây dựng và thực hiện QCDC.',
    summary: 'Tăng cường lãnh đạo, phối hợp giữa chính quyền với các đoàn thể',
    theme: 'Phối hợp',
    kind: 'once',
  },
  {
    from: 'Tiếp tục đổi mới, nâng cao chất lượng hoạt động',
    to: 'thực hiện quy chế dân chủ ở cơ sở.',
    summary: 'Đổi mới, nâng cao chất lượng hoạt động của Ban Chỉ đạo',
    theme: 'Ban Chỉ đạo',
    kind: 'once',
  },
  {
    from: 'Thường xuyên kiện toàn, củng cố Ban chỉ đạo',
    to: 'duy trì chế độ hội họp của Ban chỉ đạo.',
    summary: 'Kiện toàn Ban Chỉ đạo, duy trì chế độ hội họp',
    theme: 'Ban Chỉ đạo',
    kind: 'standing',
  },
  {
    from: 'Tăng cường công tác kiểm tra, giám sát việc thực hiện QCDC',
    to: 'quyền và lợi ích hợp pháp của công dân./.',
    summary: 'Kiểm tra, giám sát; tiếp công dân, giải quyết đơn thư',
    theme: 'Kiểm tra, giám sát',
    kind: 'once',
  },
] as const

/** Where each recommendation stands in the text. Throws when the text is not the one these were read from. */
export function locateRecommendations(text: string) {
  let reached = 0
  return sampleRecommendations.map(({ from, to, ...rest }) => {
    const start = text.indexOf(from, reached)
    const end = text.indexOf(to, start) + to.length
    if (start < 0 || end < start) throw new Error(`the sample's text lacks "${from}"`)
    reached = end
    return { ...rest, quote: text.slice(start, end), start, end }
  })
}
