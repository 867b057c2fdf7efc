import { listEmulationModels } from '../data/emulation-model.ts'
import type { Db } from '../data/schema.ts'
import { type ModelsInput, registerModels } from '../domain/emulation-model-batch.ts'
import { linkModels, mostModelsLinked } from '../domain/emulation-model-link.ts'
import type { Act } from '../domain/event.ts'
import { actorOf } from '../domain/office-authority.ts'
import type { SampleNames } from './names.ts'

/** The office's own and the schools' models; names are made up, the counts are the inspection's (11, 46 and 9). */
const collectives = [
  'Mỗi chi bộ một việc làm dân chủ; Chi bộ Văn phòng Sở',
  'Công khai quy hoạch, luân chuyển viên chức; Chi bộ Tổ chức cán bộ',
  'Hộp thư góp ý được trả lời trong năm ngày; Chi bộ Thanh tra',
  'Tiếp phụ huynh ngày thứ Sáu; Chi bộ Giáo dục Trung học',
  'Nhà trường và thôn ấp cùng giữ học sinh đến lớp; Chi bộ Giáo dục Tiểu học',
  'Bữa ăn bán trú công khai; Chi bộ Giáo dục Mầm non',
  'Góc tự học cho học sinh xa nhà; Chi bộ Trường THPT Lưu Văn Liệt',
  'Giờ học ngoài trời với cựu chiến binh; Chi bộ Trường THPT Phạm Hùng',
  'Quỹ sách dùng chung; Chi bộ Trường THPT Nguyễn Thông',
  'Con đường hoa trước cổng trường; Chi bộ Trường THPT Bình Minh',
  'Công đoàn lắng nghe đoàn viên; Chi bộ Công đoàn ngành',
]
const authority = [
  'Một cửa trả kết quả đúng hẹn; Văn phòng Sở',
  'Công khai tuyển dụng trên cổng thông tin; Phòng Tổ chức cán bộ',
  'Đối thoại với giáo viên mỗi quý; Lãnh đạo Sở',
  'Rút gọn hồ sơ chuyển trường; Phòng Giáo dục Trung học',
  'Đường dây nóng mùa thi; Thanh tra Sở',
  'Kế hoạch kiểm tra gửi trước một tháng; Thanh tra Sở',
  'Họp trực tuyến, bớt giấy tờ; Văn phòng Sở',
  'Công khai thu chi đầu năm học; Phòng Kế hoạch - Tài chính',
  'Tiếp công dân tại trường; Lãnh đạo Sở',
]
const topics = [
  'Kèm học sinh yếu sau giờ học',
  'Đến nhà vận động học sinh bỏ học',
  'Trả lời phụ huynh trong ngày',
  'Tiết kiệm điện, nước trong lớp học',
  'Dạy bơi miễn phí dịp hè',
  'Mỗi tuần một câu chuyện làm theo Bác',
  'Đọc sách cùng học trò',
]
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Phan', 'Lý']
const given = [
  'Văn Hòa',
  'Thị Lan',
  'Minh Trí',
  'Ngọc Mai',
  'Quốc Toàn',
  'Thanh Hương',
  'Hữu Nghĩa',
  'Kim Phượng',
]

/** The register of 2018, entered by the secretary, with what the third recommendation points to. */
export async function enterModels(db: Db, names: SampleNames, actOf: (id: string) => Act): Promise<void> {
  const individuals = Array.from({ length: 46 }, (_, n) => {
    const person = `${families[n % families.length]} ${given[(n * 5) % given.length]}`
    return `${topics[n % topics.length]}; Đồng chí ${person}`
  })
  const registered: [ModelsInput['kind'], ModelsInput['field'], string, string[]][] = [
    ['individual', 'society', names.unit('so'), individuals],
    ['authority', 'politics', names.unit('so'), authority],
    ['collective', 'politics', names.unit('so'), collectives],
  ]
  for (const [kind, field, unitId, lines] of registered)
    await registerModels(db, actOf(`models ${kind}`), {
      unitId,
      year: 2018,
      kind,
      field,
      lines: lines.join('\n'),
    })
  const act = actOf('models linked')
  const actor = await actorOf(db, act)
  const { rows } = await listEmulationModels(db, actor, { filter: {}, limit: mostModelsLinked })
  const subject = { recommendationId: names.recommendation('3.1') }
  await linkModels(db, act, { subject, shown: [], picked: rows.map(row => row.id) })
}
