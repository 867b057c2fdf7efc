import { list } from './words.ts'

/**
 * The words of Vietnamese office language that the splitter knows: who acts, what asks, what is done. Lists only; the rules
 * that use them stand beside. All words are lower case, NFC, tone marks in the new place (`words.ts` brings a text to that form).
 */
/** Speech verbs by which a body asks: the heart of a recommendation. */
export const askingVerbs = list(`
  yêu cầu, đề nghị, kiến nghị, khuyến nghị, lưu ý, nhắc nhở, nhắc, giao, giao cho, giao trách nhiệm, giao nhiệm vụ, chỉ đạo, phân công, buộc`)

/** Modal words: what must be done without a speech verb. */
export const modals = list(`
  cần, phải, cần phải, không được, tuyệt đối không, nghiêm cấm, có trách nhiệm, hãy, nên, không để, kiên quyết không, không cho phép,
  chỉ được, có nhiệm vụ, được giao`)

/** Adverbs that stand before a verb and leave it the verb of an order. */
export const adverbs = list(`
  tiếp tục, thường xuyên, kịp thời, khẩn trương, chủ động, tập trung, nghiêm túc, nghiêm chỉnh, tích cực, sớm, ngay, nhanh chóng, kiên quyết, quyết liệt, tuyệt đối,
  luôn, luôn luôn, cũng, trước hết, trước mắt, đồng thời, phải, cần, cần phải, nên, hãy, trực tiếp, định kỳ, tổ chức, chủ trì, phối hợp, chỉ đạo, tiến hành, kiên trì, thực sự, tăng cường, đặc biệt,
  hằng tuần, hằng tháng, hằng quý, hằng năm, hàng tuần, hàng tháng, hàng quý, hàng năm, tiếp, cùng, cùng nhau, xem xét, ưu tiên, chú ý, hết sức, thật sự, căn cứ`)

/** Verbs by which an order begins. */
export const actionVerbs = list(`
  tiếp tục, tăng cường, nâng cao, đẩy mạnh, đẩy nhanh, chú trọng, quan tâm, thường xuyên, kịp thời, khẩn trương, chủ động, tập trung, tổ chức, thực hiện, triển khai, rà soát, kiểm tra,
  giám sát, theo dõi, đôn đốc, hướng dẫn, xây dựng, ban hành, hoàn thiện, hoàn thành, hoàn tất, củng cố, kiện toàn, bổ sung, sửa đổi, điều chỉnh, khắc phục, chấn chỉnh, xử lý, thu hồi, nộp,
  hoàn trả, trả lại, trả, dừng, tạm dừng, ngừng, chấm dứt, đình chỉ, công khai, niêm yết, cập nhật, báo cáo, gửi, trình, tham mưu, đề xuất, nghiên cứu, phối hợp, chủ trì, phân công, bố trí,
  sắp xếp, đảm bảo, bảo đảm, duy trì, phát huy, đổi mới, quán triệt, tuyên truyền, vận động, nghiêm túc, nghiêm chỉnh, nghiêm cấm, chấp hành, tuân thủ, lập, mở, mời, tìm kiếm, khảo sát,
  đánh giá, tổng kết, sơ kết, nhân rộng, kiểm điểm, rút kinh nghiệm, làm rõ, làm tốt, giải quyết, tháo gỡ, hỗ trợ, tạo điều kiện, đầu tư, mua sắm, sửa chữa, nâng cấp, cải tạo, lắp đặt,
  trang bị, đào tạo, bồi dưỡng, tập huấn, phân bổ, cân đối, thẩm định, phê duyệt, xem xét, chuyển, di dời, di chuyển, huy động, giao, quy định, tách, sáp nhập, bám sát, nêu cao, giữ vững,
  đề cao, tôn trọng, lắng nghe, đối thoại, ngăn chặn, phòng ngừa, phòng chống, phát hiện, xác định, xác minh, thống kê, đối chiếu, lưu trữ, quản lý, sử dụng, tiếp thu, giải trình, thông báo,
  phổ biến, nghiêm cấm, uốn nắn, nhận diện, thẩm tra, quyết toán, cắt giảm, rút ngắn, mở rộng, khai thác, vận hành, bàn giao, tiếp nhận, ký, cấp, thu, chi, điều tra, truy cứu, xem lại, chỉ đạo,
  lãnh đạo, yêu cầu, đề nghị, kiến nghị, lưu ý, nhắc nhở, phê bình, biểu dương, khen thưởng, kỷ luật, cử, lựa chọn, bổ nhiệm, tuyển dụng, điều động, luân chuyển, kê khai, công bố, cung cấp,
  đăng tải, đăng ký, xin, tổng hợp, tính toán, soạn, soạn thảo, dự thảo, góp ý, cho ý kiến, quyết định, thành lập, giải thể, chú ý, căn cứ, phân loại, phân cấp, phân tích, tự kiểm tra, thay thế, thay,
  lồng ghép, gắn, kết hợp, hạn chế, giảm, tăng, tránh, đề phòng, cảnh báo, tuần tra, canh gác, trồng, đào, xây, dọn dẹp, vệ sinh, thanh tra, khởi công, thi công, nghiệm thu, giải ngân, đấu giá,
  đấu thầu, đấu nối, kết nối, liên hệ, đưa, lấy, mời gọi, thu hút, kêu gọi, vận dụng, áp dụng, ứng dụng, số hóa, tích hợp, chuẩn bị, sẵn sàng, chăm lo, chăm sóc, bảo vệ, bảo quản, giữ gìn, gìn giữ,
  tiết kiệm, chống, siết chặt, thắt chặt, quản lý chặt chẽ, làm việc, làm, tạo, có biện pháp, có giải pháp, có kế hoạch, có phương án, có hình thức, có trách nhiệm, chịu trách nhiệm, phấn đấu,
  thúc đẩy, kiểm soát, kiểm kê, kiểm định, thanh lý, thanh toán, truy thu, tổng rà soát, tham gia, khuyến khích, động viên, giáo dục, giới thiệu, hình thành, hợp đồng, khôi phục,
  không để, không được, kiên quyết, quyết liệt, tích cực, sớm, ngay, nhanh chóng, tuyệt đối, định kỳ, ưu tiên, trực tiếp, sâu sát, linh hoạt, cụ thể hóa, học tập, noi gương, cải cách, cải thiện, xin lỗi, chuyển đổi,
  phát triển, phát động, mở đợt, mở các, đi sâu, đi đầu, gương mẫu, chỉnh trang, chỉnh sửa, giải tỏa, cưỡng chế, phá dỡ, tháo dỡ, di dân, thu gom, phân luồng, giám định, tạm đình chỉ, tước, buộc, xuất toán, giảm trừ,
  mở sổ, ghi chép, ghi, vào sổ, lưu, in, phát hành, trực, tiến hành, tự giác, ổn định, thực hành, nắm, nắm bắt, nắm chắc, nhanh chóng, hủy bỏ, bãi bỏ, thay đổi, đẩy lùi, tập hợp, khơi dậy, đấu tranh, khoanh vùng, dập tắt`)

/** Heads of the name of a body, a post or a group that can be asked to do something. */
export const unitHeads = list(`
  ubnd, ủy ban, ủy ban nhân dân, hđnd, hội đồng, hội đồng nhân dân, sở, phòng, ban, bộ, trường, nhà trường, công ty, tổng công ty, tập đoàn, văn phòng, vp, các, những, mọi, từng, mỗi, toàn thể, tất cả,
  chủ tịch, phó chủ tịch, giám đốc, phó giám đốc, hiệu trưởng, phó hiệu trưởng, thủ trưởng, người đứng đầu, lãnh đạo, huyện, tỉnh, xã, phường, thị trấn, thị xã, thành phố, quận, tp, địa phương, đơn vị, cơ quan,
  ngành, công an, đảng ủy, chi bộ, chi ủy, cấp ủy, đảng bộ, thanh tra, trung tâm, bệnh viện, tổ, cán bộ, giáo viên, thí sinh, kế toán, thủ quỹ, văn thư, nhân viên, công chức, viên chức, chuyên viên, đảng viên,
  chủ đầu tư, nhà thầu, doanh nghiệp, nhà máy, đồng chí, đ/c, ông, bà, cô, thầy, ấp, khóm, thôn, trưởng ấp, đài, báo, kho bạc, ngân hàng, cục, chi cục, tổng cục, vụ, viện, học viện, đại học, thường trực, tỉnh ủy,
  thành ủy, huyện ủy, thị ủy, quận ủy, ban thường vụ, ban chấp hành, ban giám đốc, ban giám hiệu, ban cán sự đảng, đảng đoàn, bí thư, phó bí thư, bộ trưởng, thứ trưởng, thủ tướng, phó thủ tướng, chính phủ, quốc hội, trưởng phòng,
  trưởng ban, chánh văn phòng, chánh thanh tra, tổ trưởng, hội, hiệp hội, liên đoàn, công đoàn, đoàn thanh niên, mặt trận, mttq, lực lượng, cảng, bưu điện, điện lực, hợp tác xã, htx, cơ sở, hội nông dân, hội phụ nữ,
  cấp, khối, đội, đoàn, cha mẹ, phụ huynh, học sinh, hộ, cá nhân, tập thể, tổ chức, người, bcđ, ttcp, btv, ubkt, ban quản lý, ban chỉ đạo, ban chỉ huy, bộ chỉ huy, bộ đội biên phòng, quân khu, chính quyền, nhà nước, kiểm toán,
  tòa án, viện kiểm sát, cụm, điểm, chủ, đại diện, đối tượng, lao động, người lao động, huyện đội, quận đoàn, bgđ, cấp trên, trạm, nhà xuất bản, chủ nhiệm, kế toán trưởng, giám thị, hội đồng thi, đại lý, chợ`)
