import { fold } from '../lib/fold.ts'

/** Short forms that offices write, spelt out; each is one folded word. Those of a unit's own short name come from it. */
const abbreviations: Readonly<Record<string, string>> = {
  bcd: 'ban chi dao',
  bgd: 'ban giam doc',
  bgh: 'ban giam hieu',
  cd: 'cong doan',
  cdn: 'cong doan nganh',
  cntt: 'cong nghe thong tin',
  dt: 'dao tao',
  dtn: 'doan thanh nien',
  gd: 'giao duc',
  gddt: 'giao duc dao tao',
  gdmn: 'giao duc mam non',
  gdnn: 'giao duc nghe nghiep',
  gdtrh: 'giao duc trung hoc',
  gdtx: 'giao duc thuong xuyen',
  hdnd: 'hoi dong nhan dan',
  khtc: 'ke hoach tai chinh',
  ktkd: 'khao thi kiem dinh',
  mn: 'mam non',
  p: 'phong',
  pgd: 'phong giao duc',
  pgddt: 'phong giao duc dao tao',
  qlcl: 'quan ly chat luong',
  sgddt: 'so giao duc dao tao',
  tccb: 'to chuc can bo',
  tchc: 'to chuc hanh chinh',
  thcs: 'trung hoc co so',
  thpt: 'trung hoc pho thong',
  tt: 'trung tam',
  ttgdtx: 'trung tam giao duc thuong xuyen',
  ttr: 'thanh tra',
  ubnd: 'uy ban nhan dan',
  ubmttq: 'uy ban mat tran to quoc',
  vp: 'van phong',
}

/** Whom a document names stands for the unit they head: "Chánh Văn phòng" is the office itself. */
const heads: readonly [RegExp, string][] = [
  [/^(?:dong chi|d\/c|ong|ba) /, ''],
  [
    /^(?:hieu truong|thu truong|truong|lanh dao|giam doc|chu tich) (?=(?:cac|nhung|moi|tat ca|toan the) )/,
    '',
  ],
  [/^(?:pho )?(?:chanh|truong) (?=van phong|thanh tra|phong|ban )/, ''],
  [/^(?:pho )?hieu truong (?=truong)/, ''],
  [/^(?:pho )?hieu truong /, 'truong '],
  [/^(?:ban giam hieu|ban giam doc|giam doc) (?=truong|trung tam)/, ''],
  [/^(?:thu truong|lanh dao|tap the lanh dao) (?=.)/, ''],
  [/^chu tich (?=cong doan|uy ban|hoi)/, ''],
  [/^bi thu (?=doan)/, ''],
]

/** "KH-TC", "GD&ĐT": one abbreviation. */
const joined = /(?<![\p{L}\p{M}])(\p{Lu}{1,4})\s?[-–&]\s?(\p{Lu}{1,4})(?![\p{L}\p{M}])/gu

const plurals = /^(?:cac|nhung|moi|tat ca|toan the|toan bo|tung|moi mot)(?: |$)/

/** A name as units are compared by it: folded, abbreviations spelt out, without what joins words. */
export function unitWords(name: string): string {
  const words = fold(name.replace(joined, '$1$2'))
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
    .split(' ')
    .flatMap(word => (Object.hasOwn(abbreviations, word) ? abbreviations[word]!.split(' ') : [word]))
  return words.filter(word => word !== 'va' && word !== '').join(' ')
}

/** The name as `unitWords`, with whoever heads the unit replaced by the unit. */
export function namedUnit(name: string): string {
  return heads.reduce((words, [pattern, unit]) => words.replace(pattern, unit), unitWords(name))
}

/** Several units at once ("các phòng, ban", "các trường trực thuộc"): no one of them leads. */
export function isGroup(name: string): boolean {
  return plurals.test(namedUnit(name))
}
