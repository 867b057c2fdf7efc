import t from 'tap'
import { postLine } from '../../src/mail/post-line.ts'

await t.test('title and unit are said as one says them', async t => {
  const cases = [
    ['Trưởng phòng', 'Phòng Tổ chức cán bộ', 'unit_head', 'Trưởng phòng Tổ chức cán bộ'],
    ['Trưởng phòng Tổ chức cán bộ', 'Phòng Tổ chức cán bộ', 'unit_head', 'Trưởng phòng Tổ chức cán bộ'],
    ['Chánh Văn phòng', 'Văn phòng Sở', 'unit_head', 'Chánh Văn phòng Sở'],
    ['Giám đốc Sở', 'Sở Giáo dục và Đào tạo', 'leader', 'Giám đốc Sở Giáo dục và Đào tạo'],
    ['Phó Giám đốc', 'Sở Giáo dục và Đào tạo', 'leader', 'Phó Giám đốc Sở Giáo dục và Đào tạo'],
    ['Chuyên viên', 'Phòng Tổ chức cán bộ', 'officer', 'Chuyên viên Phòng Tổ chức cán bộ'],
    ['Chủ tịch Công đoàn ngành', 'Công đoàn ngành', 'unit_head', 'Chủ tịch Công đoàn ngành'],
    ['Hiệu trưởng', 'Trường THPT Sông Tiền', 'unit_head', 'Hiệu trưởng Trường THPT Sông Tiền'],
    ['Ủy viên Ban Chỉ đạo Tỉnh', 'Sở Giáo dục và Đào tạo', 'committee', 'Ủy viên Ban Chỉ đạo Tỉnh'],
    ['Thư ký', '', 'secretary', 'Thư ký'],
  ] as const
  for (const [title, unit_name, role, said] of cases) t.equal(postLine({ title, unit_name, role }), said)
})
