import { list } from './words.ts'

/** What can be finished and what goes on: the words by which a recommendation is taken as `once` or `standing`. */
/** Verbs of things that end. */
export const strongFinishers = list(`
  ban hành, thu hồi, nộp, giao nộp, kiểm tra trách nhiệm, kiểm điểm trách nhiệm, nộp lại, hoàn trả, trả lại, hoàn lại, trả, dừng, tạm dừng, ngừng, chấm dứt, đình chỉ, kiểm điểm, sửa đổi, rà soát, tổng rà soát, bổ sung, hoàn thiện, hoàn thành, hoàn tất, khảo sát, tổng kết, sơ kết, mời,
  di dời, niêm yết, sửa chữa, thẩm tra, quyết toán, đề xuất, trình, tìm kiếm, cân đối, bố trí ngân sách, bố trí kinh phí, bố trí nguồn vốn, bố trí vốn, xây dựng, lập, nghiên cứu, giải trình, làm rõ, điều chỉnh, sắp xếp, sắp xếp lại,
  phân công lại, thành lập, kiện toàn, khắc phục ngay, cập nhật ngay, chuyển, đẩy nhanh tiến độ, mở đợt, mở ngay, mở sổ, cắt giảm, công bố, công khai ngay, công khai quyết toán, thay thế, lắp đặt, trang bị, mua sắm, cải tạo, nâng cấp,
  thanh lý, đối chiếu, thống kê, soạn, soạn thảo, tính toán, khởi công, nghiệm thu, bàn giao, hủy bỏ, bãi bỏ, hủy, xin lỗi, dứt điểm, xử lý kỷ luật, xem xét kỷ luật, điều tra, truy thu, xuất toán, giảm trừ, phê duyệt, thẩm định,
  tổ chức kiểm điểm, tổ chức lại, tổ chức tập huấn, tập huấn, công khai danh mục, công bố công khai, giải thể, sáp nhập, di chuyển, tháo dỡ, phá dỡ, cưỡng chế, đấu giá, đấu nối, tuyển dụng, bổ nhiệm, cử, gửi báo cáo, gửi kèm, gửi, có văn bản,
  tháo gỡ dứt điểm, giải quyết dứt điểm, xử lý dứt điểm, xác minh, xác định rõ, tiếp thu hoàn thiện, quy định rõ, tham mưu trình, báo cáo đề xuất, xây, đào, dọn dẹp, rút kinh nghiệm, tổ chức rút kinh nghiệm, xem xét xử lý, xử lý trách nhiệm, xét duyệt, xem xét, tổ chức thanh tra,
  tiến hành thanh tra, tiến hành kiểm tra, tổ chức kiểm tra lại, tổng hợp báo cáo, báo cáo nhanh`)

/** Verbs that end only with a word of urgency or a counted object beside them. */
export const lightFinishers = list(`
  thực hiện, công khai, xử lý, giải quyết, tổ chức, triển khai, báo cáo, khắc phục, chấn chỉnh, cập nhật, bố trí, kiểm tra, hướng dẫn, tham mưu, xem xét, thông báo, mở, giao, phân công, chỉ đạo, phối hợp`)

/** Words that make their stretch a duty without end. */
export const standingWords = list(`
  thường xuyên, tiếp tục, duy trì, định kỳ, hằng ngày, hàng ngày, luôn, luôn luôn, không để, không được, nghiêm cấm, tuyệt đối không, làm tốt, thực hiện tốt,
  thực hiện nghiêm, thực hiện nghiêm túc, thực hiện đầy đủ, thực hiện đúng, nghiêm túc thực hiện, chấp hành, tuân thủ, nghiêm chỉnh, mọi khoản, kịp thời, quan tâm, bám sát, giữ vững, mỗi khi`)

/** Words of urgency beside a verb that may or may not end. */
export const urgentWords = list(`ngay, khẩn trương, dứt điểm, trước mắt, sớm, sau khi, khi có kết quả, lại`)

/** Words behind which a verb names a thing, a purpose or a past. */
export const shadowWords = list(`
  việc, công tác, sự, để, nhằm, kết quả, tiến độ, được, đã, chưa, nhiệm vụ, quá trình, hiệu quả, chất lượng, nội dung, của, những, chế độ, dự án, hoạt động, nhu cầu, phương án, kế hoạch, quy trình, thủ tục, lộ trình,
  về, chủ trương, hồ sơ, tỷ lệ, khả năng, tình hình, quyền, hạn chế, ý thức, quyết định, trật tự, cấp phép, biên bản, đang, bị, mức, bộ phận, do, theo, từ, thiếu, đề án, cơ chế`)
