import t from 'tap'
import { aliasKey, type MatchedUnit, matchUnit, unitDirectory } from '../../src/domain/unit-match.ts'
import { fold } from '../../src/lib/fold.ts'

const names: Record<string, [string, string]> = {
  so: ['Sở Giáo dục và Đào tạo Vĩnh Long', 'SGDĐT'],
  vp: ['Văn phòng Sở', 'VP'],
  tccb: ['Phòng Tổ chức cán bộ', 'TCCB'],
  khtc: ['Phòng Kế hoạch - Tài chính', 'KHTC'],
  gdmn: ['Phòng Giáo dục Mầm non', 'GDMN'],
  gdth: ['Phòng Giáo dục Tiểu học', 'GDTH'],
  gdtrh: ['Phòng Giáo dục Trung học', 'GDTrH'],
  ttra: ['Thanh tra Sở', 'TTr'],
  cd: ['Công đoàn ngành', 'CĐN'],
  dtn: ['Đoàn Thanh niên Sở', 'ĐTN'],
  thpt: ['Trường Trung học phổ thông Sông Tiền', 'THPT Sông Tiền'],
  thpt2: ['Trường Trung học phổ thông Lưu Văn Liệt', 'THPT Lưu Văn Liệt'],
}
const units: MatchedUnit[] = Object.entries(names).map(([id, [name, short_name]]) => ({
  id,
  name,
  short_name,
  path: id === 'so' ? '/so/' : `/so/${id}/`,
  is_organisation: id === 'so' ? 1 : 0,
}))
const directory = unitDirectory(units, [])

await t.test('what documents call a unit', async t => {
  const table: [string, string][] = [
    ['Phòng TCCB', 'tccb'],
    ['phòng tccb', 'tccb'],
    ['P.TCCB', 'tccb'],
    ['TCCB', 'tccb'],
    ['Phòng Tổ chức cán bộ', 'tccb'],
    ['Phòng Tổ chức, cán bộ', 'tccb'],
    ['Tổ chức cán bộ', 'tccb'],
    ['Trưởng phòng Tổ chức cán bộ', 'tccb'],
    ['đồng chí Trưởng phòng TCCB', 'tccb'],
    ['Phòng Tổ chức cán bộ Sở', 'tccb'],
    ['Phòng Tổ chức cán bộ thuộc Sở Giáo dục và Đào tạo tỉnh Vĩnh Long', 'tccb'],
    ['Phòng Kế hoạch – Tài chính', 'khtc'],
    ['Phòng Kế hoạch và Tài chính', 'khtc'],
    ['Phòng KH-TC', 'khtc'],
    ['Phòng KH - TC', 'khtc'],
    ['Phòng KHTC', 'khtc'],
    ['Văn phòng', 'vp'],
    ['Văn phòng Sở', 'vp'],
    ['VP Sở', 'vp'],
    ['Chánh Văn phòng Sở', 'vp'],
    ['Thanh tra', 'ttra'],
    ['Thanh tra Sở', 'ttra'],
    ['Chánh Thanh tra Sở', 'ttra'],
    ['Công đoàn ngành', 'cd'],
    ['Chủ tịch Công đoàn ngành', 'cd'],
    ['Đoàn Thanh niên', 'dtn'],
    ['Phòng GDTrH', 'gdtrh'],
    ['Phòng GDTH', 'gdth'],
    ['Phòng GD Mầm non', 'gdmn'],
    ['Trường THPT Sông Tiền', 'thpt'],
    ['THPT Sông Tiền', 'thpt'],
    ['Hiệu trưởng Trường THPT Sông Tiền', 'thpt'],
    ['Ban Giám đốc Sở', 'so'],
    ['Giám đốc Sở', 'so'],
    ['Lãnh đạo Sở', 'so'],
    ['Sở', 'so'],
    ['Sở GD&ĐT Vĩnh Long', 'so'],
    ['Sở Giáo dục và Đào tạo', 'so'],
    ['SỞ GIÁO DỤC VÀ ĐÀO TẠO VĨNH LONG', 'so'],
    ['Phòng Tổ chức cán bộ'.normalize('NFD'), 'tccb'],
  ]
  for (const [name, unitId] of table) t.match(matchUnit(name, directory), { kind: 'unit', unitId }, name)
})

await t.test('what fits several is asked, the likeliest first; what are several leads nobody', async t => {
  t.match(matchUnit('Phòng Giáo dục', directory), { kind: 'ask' })
  const schools = matchUnit('Trường THPT', directory)
  t.same(schools.kind === 'ask' && schools.candidates.toSorted(), ['thpt', 'thpt2'])
  const both = matchUnit('Văn phòng Sở và Phòng Tổ chức cán bộ', directory)
  t.same(both.kind === 'ask' && both.candidates.slice(0, 2).toSorted(), ['tccb', 'vp'])
  t.match(matchUnit('Đảng ủy, Ban Giám đốc Sở', directory), { kind: 'ask', candidates: ['so'] })
  for (const name of [
    'các phòng, ban',
    'Các trường THPT trực thuộc',
    'thủ trưởng các đơn vị',
    'Hiệu trưởng các trường trung học phổ thông',
    'Tất cả các phòng',
    'các phòng chuyên môn, nghiệp vụ Sở',
  ]) {
    t.match(matchUnit(name, directory), { kind: 'group' }, name)
  }
  for (const name of ['', '…', 'Kho bạc Nhà nước', 'ông Nguyễn Văn A', 'Sở Nội vụ'])
    t.match(matchUnit(name, directory), { kind: 'unknown' }, name)
})

await t.test('two units of one short name are asked', async t => {
  const twins = unitDirectory(
    [...units, { ...units[2]!, id: 'tccb2', name: 'Ban Tổ chức cán bộ', path: '/so/tccb2/' }],
    [],
  )
  t.match(matchUnit('TCCB', twins), { kind: 'ask', candidates: ['tccb', 'tccb2'] })
  t.match(matchUnit('Phòng TCCB', twins), { kind: 'unit', unitId: 'tccb' })
})

await t.test('what was remembered goes before everything, while its unit is there', async t => {
  const remembered = [
    { folded: aliasKey('Ban Tổ chức'), unit_id: 'tccb' },
    { folded: aliasKey('các phòng'), unit_id: 'vp' },
    { folded: aliasKey('Ban cũ'), unit_id: 'gone' },
  ]
  const knowing = unitDirectory(units, remembered)
  t.match(matchUnit('ban  TỔ CHỨC,', knowing), { kind: 'unit', unitId: 'tccb', by: 'alias' })
  t.match(matchUnit('các phòng', knowing), { kind: 'unit', unitId: 'vp', by: 'alias' })
  t.match(matchUnit('Ban cũ', knowing), { kind: 'unknown' })
})

await t.test('every unit answers to its own names, whatever case and marks', async t => {
  for (const unit of units) {
    const written = [unit.name, unit.short_name].flatMap(name => [
      name,
      name.toUpperCase(),
      name.toLowerCase(),
      fold(name),
      `  ${name} .`,
    ])
    for (const name of written) t.match(matchUnit(name, directory), { kind: 'unit', unitId: unit.id }, name)
  }
})

const pieces = 'phòng|các|Sở|-|/|\0|🏫|đồng chí|TCCB|,| |toString|__proto__|và|(|Ban'.split('|')

/** Names nobody would write, the same in every run. */
function randomNames(count: number): string[] {
  let seed = 7
  const next = (n: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % n
  }
  const name = () => Array.from({ length: next(9) }, () => pieces[next(pieces.length)])
  return Array.from({ length: count }, () => name().join(next(2) === 0 ? '' : ' '))
}

await t.test('whatever is written, the answer is of units that are there', async t => {
  const wrong = randomNames(3_000).filter(name => {
    const match = matchUnit(name, directory)
    const ids = match.kind === 'unit' ? [match.unitId] : match.kind === 'ask' ? match.candidates : []
    return !ids.every(id => Object.hasOwn(names, id))
  })
  t.same(wrong, [])
})
