import t from 'tap'
import { likenessFinder, wordPairs } from '../../src/domain/likeness.ts'
import { fold } from '../../src/lib/fold.ts'

const reworded: [string, string][] = [
  [
    'Nâng cao vai trò, trách nhiệm người đứng đầu, nâng cao ý thức phục vụ nhân dân, giải quyết nhanh và hiệu quả công việc của tổ chức và cá nhân.',
    '1. Tiếp tục nâng cao vai trò, trách nhiệm của người đứng đầu trong giải quyết nhanh, hiệu quả công việc của tổ chức, cá nhân.',
  ],
  [
    'Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp giữa chính quyền với Công đoàn.',
    'a) Yêu cầu Giám đốc Sở khẩn trương ban hành Quy chế phối hợp giữa chính quyền và tổ chức Công đoàn trước ngày 30/6/2020.',
  ],
  [
    'Rà soát, sửa đổi quy chế chi tiêu nội bộ cho phù hợp với quy định hiện hành.',
    '- Khẩn trương rà soát, sửa đổi, bổ sung quy chế chi tiêu nội bộ của đơn vị cho phù hợp quy định hiện hành.',
  ],
  [
    'Tăng cường công tác kiểm tra, giám sát việc thực hiện QCDC; công tác tiếp công dân, giải quyết đơn thư khiếu nại, tố cáo, kiến nghị.',
    'Tăng cường kiểm tra, giám sát việc thực hiện QCDC trong cơ quan, công tác tiếp công dân, giải quyết khiếu nại, tố cáo.',
  ],
  ['Công khai tài chính theo đúng quy định.', '2.1. Thực hiện công khai tài chính theo quy định.'],
  [
    'Kiện toàn Ban Chỉ đạo, duy trì chế độ hội họp của Ban Chỉ đạo.',
    'Thường xuyên kiện toàn, củng cố Ban chỉ đạo, duy trì chế độ hội họp của Ban chỉ đạo.',
  ],
]

const different: [string, string][] = [
  [
    'Rà soát, sửa đổi quy chế chi tiêu nội bộ cho phù hợp với quy định hiện hành.',
    'Rà soát, sửa đổi quy chế làm việc của cơ quan cho phù hợp với quy định hiện hành.',
  ],
  [
    'Đề nghị Sở Giáo dục và Đào tạo ban hành kế hoạch kiểm tra nội bộ trường học.',
    'Đề nghị Sở Giáo dục và Đào tạo ban hành kế hoạch bồi dưỡng giáo viên tiếng Anh.',
  ],
  [
    'Yêu cầu Hiệu trưởng kiểm điểm trách nhiệm trong việc thu các khoản ngoài quy định.',
    'Yêu cầu Hiệu trưởng hoàn trả cho phụ huynh các khoản đã thu ngoài quy định.',
  ],
  [
    'Nâng cao vai trò, trách nhiệm người đứng đầu trong tiếp công dân.',
    'Nâng cao chất lượng đội ngũ nhà giáo và cán bộ quản lý.',
  ],
  ['Công khai tài chính theo đúng quy định.', 'Quản lý tài sản công theo đúng quy định.'],
]

const finderOver = (earlier: string[], asked: string[]) => {
  const finder = likenessFinder(asked)
  for (const [index, text] of earlier.entries()) finder.read(String(index), fold(text))
  return finder.best()
}

await t.test('a reworded recommendation is found, alone and among others', async t => {
  const pool = [...different.map(pair => pair[1]), ...reworded.map(pair => pair[1])]
  for (const [index, [later, earlier]] of reworded.entries()) {
    t.same(finderOver([earlier], [later]), ['0'], later)
    t.same(finderOver(pool, [later]), [String(different.length + index)], later)
  }
})

await t.test('another of the same field, in the same turns of phrase, is not', async t => {
  for (const [later, earlier] of different) {
    t.same(finderOver([earlier], [later]), [null], later)
    t.same(finderOver([earlier], [later.toUpperCase(), earlier]), [null, '0'])
  }
})

await t.test('texts with nothing to compare are like nothing', async t => {
  t.same(finderOver(['', 'Đề nghị.', '1.', 'họp'], ['', 'Đề nghị.', '1.', 'họp']), [null, null, null, null])
  t.same(finderOver([], ['Công khai tài chính.']), [null])
  t.equal(wordPairs('').size, 0)
  t.same([...wordPairs('a) de nghi so hop bao cao')], ['hop bao', 'bao cao'])
})
