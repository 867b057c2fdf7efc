/** The office of the year 2026: twelve units under the department, each with a head; people are invented. */
export const yearUnits = {
  vp: { name: 'Văn phòng Sở', leader: null },
  tccb: { name: 'Phòng Tổ chức cán bộ', leader: 'ngan' },
  khtc: { name: 'Phòng Kế hoạch - Tài chính', leader: 'ngan' },
  gdmn: { name: 'Phòng Giáo dục Mầm non', leader: 'ngan' },
  gdth: { name: 'Phòng Giáo dục Tiểu học', leader: 'ngan' },
  gdtrh: { name: 'Phòng Giáo dục Trung học', leader: 'long' },
  gdtx: { name: 'Phòng Giáo dục Thường xuyên', leader: 'long' },
  ttra: { name: 'Thanh tra Sở', leader: null },
  tienthuy: { name: 'Trường Trung học phổ thông Tiên Thủy', leader: 'long' },
  hoaan: { name: 'Trường Trung học phổ thông Hòa An', leader: 'long' },
  songhau: { name: 'Trường Trung học phổ thông Sông Hậu', leader: 'long' },
  ttgdtx: { name: 'Trung tâm Giáo dục thường xuyên tỉnh', leader: 'long' },
} as const satisfies Record<string, { name: string; leader: string | null }>
export type YearUnit = keyof typeof yearUnits

export const yearPeople = {
  quan: 'Bùi Anh Quân',
  tuyet: 'Nguyễn Thị Ánh Tuyết',
  bao: 'Huỳnh Quốc Bảo',
  ngan: 'Lê Thị Kim Ngân',
  long: 'Trịnh Hoàng Long',
  khoi: 'Đặng Văn Khởi',
  son: 'Nguyễn Thanh Sơn',
  nhung: 'Võ Thị Hồng Nhung',
  phuc: 'Phạm Hoàng Phúc',
  hanh: 'Đỗ Thị Mỹ Hạnh',
  tai: 'Lý Văn Tài',
  lan: 'Ngô Thị Ngọc Lan',
  hang: 'Trần Thị Diễm Hằng',
  trung: 'Lê Minh Trung',
  dung: 'Hồ Thị Phương Dung',
  kiet: 'Châu Tuấn Kiệt',
  mai: 'Dương Thị Tuyết Mai',
  hau: 'Quách Văn Hậu',
  nga: 'Tạ Thị Thanh Nga',
  phat: 'Âu Dương Tấn Phát',
  vy: 'Nguyễn Hoàng Tường Vy',
} as const
export type YearPerson = keyof typeof yearPeople

export interface YearPost {
  who: YearPerson
  unit: YearUnit | 'so'
  role: 'secretary' | 'leader' | 'unit_head' | 'verifier' | 'committee'
  title: string
  fromOn: string
  toOn: string | null
  isHead?: true
  /** Stands in for the head of the unit. */
  acting?: true
  /** The day on which the appointment is entered, where that is not the first day of the office. */
  enteredOn?: string
  /** The day on which its end is entered. */
  endEnteredOn?: string
}

export const yearBegins = '2026-01-01'

function head(who: YearPerson, unit: YearUnit, title = 'Trưởng phòng'): YearPost {
  return { who, unit, role: 'unit_head', title, fromOn: yearBegins, toOn: null }
}

/** Every post of the year, with its first and last day. */
export const yearPosts: readonly YearPost[] = [
  {
    who: 'tuyet',
    unit: 'vp',
    role: 'secretary',
    title: 'Thư ký, Văn phòng Sở',
    fromOn: yearBegins,
    toOn: null,
  },
  {
    who: 'bao',
    unit: 'so',
    role: 'leader',
    title: 'Giám đốc Sở',
    fromOn: yearBegins,
    toOn: null,
    isHead: true,
  },
  { who: 'ngan', unit: 'so', role: 'leader', title: 'Phó Giám đốc Sở', fromOn: yearBegins, toOn: null },
  { who: 'long', unit: 'so', role: 'leader', title: 'Phó Giám đốc Sở', fromOn: yearBegins, toOn: null },
  { who: 'khoi', unit: 'so', role: 'verifier', title: 'Tổ thẩm định', fromOn: yearBegins, toOn: null },
  { who: 'son', unit: 'so', role: 'committee', title: 'Ủy viên', fromOn: yearBegins, toOn: null },
  head('nhung', 'vp', 'Chánh Văn phòng'),
  head('phuc', 'tccb'),
  head('tai', 'khtc'),
  head('lan', 'gdmn'),
  head('hang', 'gdth'),
  head('trung', 'gdtrh'),
  head('dung', 'gdtx'),
  head('kiet', 'ttra', 'Chánh Thanh tra'),
  // The principal who moves: from Tiên Thủy, which then has none for two weeks, to Hòa An, whose principal retires.
  { ...head('mai', 'tienthuy', 'Hiệu trưởng'), toOn: '2026-07-31', endEnteredOn: '2026-07-27' },
  { ...head('hau', 'hoaan', 'Hiệu trưởng'), toOn: '2026-07-31', endEnteredOn: '2026-07-27' },
  { ...head('mai', 'hoaan', 'Hiệu trưởng'), fromOn: '2026-08-01', enteredOn: '2026-07-28' },
  { ...head('vy', 'tienthuy', 'Hiệu trưởng'), fromOn: '2026-08-17', enteredOn: '2026-08-14' },
  head('nga', 'songhau', 'Hiệu trưởng'),
  head('phat', 'ttgdtx', 'Giám đốc Trung tâm'),
  // Stands in for Phạm Hoàng Phúc during three weeks.
  {
    ...head('hanh', 'tccb', 'Phó Trưởng phòng'),
    fromOn: '2026-03-09',
    toOn: '2026-03-27',
    enteredOn: '2026-03-06',
    acting: true,
  },
]

/** Who holds the role on the day, in the unit where one is given. */
export function holdersOn(day: string, role: YearPost['role'], unit?: YearPost['unit']): YearPerson[] {
  return yearPosts
    .filter(post => post.role === role && (unit === undefined || post.unit === unit))
    .filter(post => post.fromOn <= day && day <= (post.toOn ?? '9999'))
    .map(post => post.who)
}
