import type { Role } from '../../src/data/schema-office.ts'
import type { SampleUnit } from '../../src/sample/cast.ts'

/** Who joins the sample's department after 10/12/2018; addresses are `<key>@sgddt.example`. */
export const newcomers = {
  thao: { name: 'Trịnh Phương Thảo', unit: 'tccb', role: 'officer', title: 'Chuyên viên' },
  dung: { name: 'Hồ Tấn Dũng', unit: 'khtc', role: 'verifier', title: 'Chuyên viên thẩm định' },
  tam: { name: 'Vương Minh Tâm', unit: 'dtn', role: 'unit_head', title: 'Bí thư Đoàn Thanh niên Sở' },
  yen: { name: 'Châu Thị Hải Yến', unit: 'ttra', role: 'unit_head', title: 'Chánh Thanh tra Sở' },
} as const satisfies Record<string, { name: string; unit: SampleUnit; role: Role; title: string }>
export type Newcomer = keyof typeof newcomers

export interface StoryTask {
  title: string
  lead: SampleUnit
  due: string
}

/** Tasks given after 10/12/2018, by the code they get; 7.4 is the sample's own, given to another unit. */
export const storyTasks = {
  '7.4': {
    title: 'Tập huấn kỹ năng tiếp công dân cho công chức bộ phận Một cửa',
    lead: 'vp',
    due: '2018-12-20',
  },
  '3.3': { title: 'Sơ kết phong trào thi đua "Dân vận khéo" quý IV', lead: 'cd', due: '2019-01-15' },
  '1.5': { title: 'Phát động thi tìm hiểu quy chế dân chủ trong đoàn viên', lead: 'dtn', due: '2019-01-11' },
  '7.5': { title: 'Công khai dự toán năm 2019 của Sở', lead: 'khtc', due: '2019-01-18' },
  '7.6': { title: 'Kiểm tra việc thực hiện QCDC tại năm trường', lead: 'ttra', due: '2019-01-18' },
  '6.3': { title: 'Chuẩn bị kỳ họp quý I năm 2019 của Ban Chỉ đạo', lead: 'vp', due: '2019-01-24' },
  '5.3': { title: 'Đổi mới mẫu báo cáo định kỳ của Ban Chỉ đạo', lead: 'qlcl', due: '2019-01-22' },
  '4.3': { title: 'Rà soát Quy chế phối hợp với Đoàn Thanh niên', lead: 'tccb', due: '2019-02-22' },
} as const satisfies Record<string, StoryTask>
