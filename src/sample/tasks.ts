import type { SamplePerson, SampleUnit } from './cast.ts'

interface SampleTask {
  title: string
  criterion: string
  lead: SampleUnit
  due: string
  drafted: string
  co?: { unit: SampleUnit; deliverable: string; due: string }[]
  verifier?: SamplePerson
}

const plan = '2018-11-19'

/** The tasks made of the seven recommendations, by code `<recommendation>.<ordinal>`, in the order of drafting. */
export const sampleTasks = {
  '1.1': {
    title: 'Ban hành Kế hoạch tuyên truyền về công tác dân vận chính quyền và QCDC trong toàn ngành',
    criterion: 'Kế hoạch có số, ngày, chữ ký của Giám đốc Sở, gửi đến các đơn vị trực thuộc',
    lead: 'vp',
    due: '2018-11-30',
    drafted: plan,
  },
  '1.2': {
    title:
      'Tổ chức sinh hoạt chuyên đề về quy chế dân chủ ở cơ sở cho cán bộ, giáo viên, nhân viên nhà trường',
    criterion:
      'Biên bản sinh hoạt có danh sách tham dự từ 90% trở lên và bản thu hoạch của các tổ chuyên môn',
    lead: 'thpt',
    due: '2018-12-28',
    drafted: plan,
  },
  '2.1': {
    title: 'Rà soát, bổ sung trách nhiệm người đứng đầu trong Quy chế làm việc của Sở',
    criterion: 'Quyết định sửa đổi Quy chế làm việc, có số và ngày',
    lead: 'tccb',
    due: '2018-12-05',
    drafted: plan,
  },
  '2.2': {
    title: 'Công khai thời hạn giải quyết từng thủ tục hành chính tại bộ phận Một cửa và trên trang của Sở',
    criterion: 'Bảng niêm yết và đường dẫn trang đã đăng',
    lead: 'vp',
    due: '2018-11-30',
    drafted: plan,
  },
  '2.3': {
    title: 'Xây dựng tiêu chí đánh giá thái độ phục vụ của công chức tiếp xúc với nhà trường và phụ huynh',
    criterion: 'Bộ tiêu chí kèm phiếu lấy ý kiến, được Phó Giám đốc phụ trách phê duyệt',
    lead: 'gdth',
    due: '2018-12-07',
    drafted: plan,
    verifier: 'dat',
  },
  '3.1': {
    title: 'Phát động đăng ký mô hình "Dân vận khéo" năm 2019 trong toàn ngành',
    criterion: 'Văn bản phát động và danh sách mô hình đăng ký của các đơn vị',
    lead: 'cd',
    due: '2018-12-28',
    drafted: plan,
  },
  '4.1': {
    title:
      'Ban hành Quy chế phối hợp giữa chính quyền với Công đoàn, Đoàn Thanh niên trong thực hiện QCDC ở cơ sở',
    criterion: 'Quyết định ban hành kèm Quy chế phối hợp, có số, ngày, chữ ký của Giám đốc và hai đoàn thể',
    lead: 'tccb',
    due: '2018-11-30',
    drafted: plan,
    co: [
      { unit: 'cd', deliverable: 'Góp ý Điều 5 và Điều 7 của dự thảo', due: '2018-12-07' },
      { unit: 'dtn', deliverable: 'Góp ý bằng văn bản cho dự thảo', due: '2018-12-04' },
    ],
  },
  '6.1': {
    title: 'Kiện toàn Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở của Sở',
    criterion: 'Quyết định kiện toàn Ban Chỉ đạo và phân công nhiệm vụ thành viên',
    lead: 'tccb',
    due: '2018-11-30',
    drafted: plan,
  },
  '7.1': {
    title: 'Xây dựng Kế hoạch kiểm tra, giám sát việc thực hiện QCDC năm 2019',
    criterion: 'Kế hoạch kiểm tra năm 2019 có danh sách đơn vị và thời gian',
    lead: 'ttra',
    due: '2018-12-07',
    drafted: plan,
  },
  '7.2': {
    title: 'Rà soát việc tiếp công dân, giải quyết đơn thư khiếu nại, tố cáo, kiến nghị năm 2018',
    criterion: 'Báo cáo rà soát kèm bảng tổng hợp đơn thư',
    lead: 'ttra',
    due: '2018-12-07',
    drafted: plan,
  },
  '7.3': {
    title: 'Lắp đặt hệ thống lấy số tự động tại phòng tiếp công dân',
    criterion: 'Biên bản nghiệm thu lắp đặt',
    lead: 'khtc',
    due: '2018-12-14',
    drafted: plan,
  },
  '3.2': {
    title: 'Báo cáo đánh giá 66 mô hình "Dân vận khéo" đăng ký năm 2018',
    criterion: 'Báo cáo đánh giá từng mô hình, đề xuất công nhận và nhân rộng',
    lead: 'tccb',
    due: '2018-12-12',
    drafted: '2018-11-26',
    verifier: 'dat',
  },
  '4.2': {
    title: 'Tổ chức hội nghị đối thoại giữa Ban Giám đốc Sở với đoàn viên, người lao động ngành',
    criterion: 'Biên bản hội nghị và thông báo kết luận',
    lead: 'cd',
    due: '2018-12-21',
    drafted: '2018-11-26',
  },
  '6.2': {
    title: 'Báo cáo việc duy trì chế độ họp định kỳ của Ban Chỉ đạo năm 2018',
    criterion: 'Báo cáo kèm biên bản bốn kỳ họp',
    lead: 'vp',
    due: '2018-12-14',
    drafted: '2018-11-26',
  },
  '7.4': {
    title: 'Tập huấn kỹ năng tiếp công dân cho công chức bộ phận Một cửa',
    criterion: 'Danh sách tham dự và tài liệu tập huấn',
    lead: 'tccb',
    due: '2018-12-20',
    drafted: '2018-12-04',
  },
  '5.1': {
    title: 'Xây dựng Chương trình công tác năm 2019 của Ban Chỉ đạo QCDC Sở',
    criterion: 'Chương trình công tác được Trưởng Ban Chỉ đạo ký ban hành',
    lead: 'vp',
    due: '2018-12-21',
    drafted: '2018-12-05',
    co: [{ unit: 'tccb', deliverable: 'Danh sách nhân sự và phân công năm 2019', due: '2018-12-11' }],
  },
  '5.2': {
    title: 'Lập lịch họp năm 2019 của Ban Chỉ đạo QCDC Sở',
    criterion: 'Lịch họp năm 2019',
    lead: 'vp',
    due: '2018-12-28',
    drafted: '2018-12-05',
  },
  '1.3': {
    title: 'Báo cáo kết quả tuyên truyền quý IV năm 2018 trong các trường mầm non',
    criterion: 'Báo cáo kèm hình ảnh của ít nhất 10 trường',
    lead: 'gdmn',
    due: '2018-12-21',
    drafted: '2018-12-07',
  },
  '1.4': {
    title: 'Biên soạn tài liệu hỏi đáp về quy chế dân chủ ở cơ sở',
    criterion: 'Tài liệu hỏi đáp được duyệt và đăng trên trang của Sở',
    lead: 'gdth',
    due: '2018-12-28',
    drafted: '2018-12-07',
  },
} as const satisfies Record<string, SampleTask>
export type SampleTaskCode = keyof typeof sampleTasks

/** The widened row, so that optional parts can be read of any of them. */
export function sampleTask(code: SampleTaskCode): SampleTask {
  return sampleTasks[code]
}
