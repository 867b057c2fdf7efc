import { list } from './words.ts'

/** Phrases around the asking words: what opens a sentence, what heads a section, what closes a document. Same form as `lexicon.ts`. */
/** Words that tie a sentence to the one before. */
export const connectors = list(`
  đồng thời, ngoài ra, bên cạnh đó, cạnh đó, cùng với đó, từ đó, tuy nhiên, tuy vậy, tuy thế, song, mặt khác, trước mắt, về lâu dài, lâu dài, thời gian tới, trong thời gian tới, cụ thể, cụ thể là, trước hết, đặc biệt,
  nhất là, theo đó, vì vậy, do đó, do vậy, vì thế, riêng, thứ nhất, thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, một là, hai là, ba là, bốn là, năm là, sáu là, bảy là, và, hơn nữa, song song đó, song song với đó, trong đó, còn,
  cuối cùng, tiếp đó, tiếp theo, cũng, thêm vào đó, nhân dịp này, dịp này, qua đó, đáng chú ý, về phía, về phần, trên cơ sở đó, để làm được điều đó, muốn vậy, hiện nay, trong khi đó, tới đây, sắp tới, về lâu về dài`)

/** Prepositions that open a phrase before the main clause. */
export const openers = list(`
  để, đối với, về, trên cơ sở, sau khi, trong thời gian, trong quá trình, khi, căn cứ, qua, định kỳ, trước, hằng, hàng, hằng năm, hàng năm, hằng tháng, hằng quý, trong, nhằm, liên quan đến, liên quan tới, với, từ, theo, riêng,
  ngoài việc, ngoài, từ nay, mỗi, nếu, trường hợp, tại, đến, chậm nhất, muộn nhất, vào, nhân, thực hiện, ngay sau khi, cùng với, bên cạnh, bên cạnh việc, đi đôi với, kể từ, tùy`)

/** A heading whose children ask. */
export const askingHeadings = list(`
  kiến nghị, đề nghị, yêu cầu, khuyến nghị, nhiệm vụ, giải pháp, giao, phân công, biện pháp xử lý, biện pháp khắc phục, tổ chức thực hiện, cần thực hiện, lưu ý, hướng khắc phục, xử lý, thực hiện trong thời gian tới,
  cần khắc phục, cần chấn chỉnh, cần tập trung, nội dung thực hiện, chấn chỉnh, nội dung công việc, phải thực hiện, nội dung cần`)

/** A heading whose children tell what was found. */
export const findingHeadings = list(`
  ưu điểm, ưu, kết quả, đánh giá, nhận xét, tồn tại, hạn chế, khuyết điểm, thiếu sót, nguyên nhân, khái quát, tình hình, thành phần, chức năng, công tác lãnh đạo, nội dung kiểm tra, đặc điểm, căn cứ, mục đích, phạm vi, xác minh, mặt mạnh, mặt yếu, mặt làm được,
  việc đã làm, kết quả đạt được, sai phạm, vi phạm, thuận lợi, khó khăn, bối cảnh, thực trạng, thông tin chung, diễn biến, trách nhiệm đối với, trách nhiệm để xảy ra`)

/** A heading under which the inspected side, citizens or a unit about itself speak; and "ý kiến của …" with any unit behind it. */
export const otherVoiceHeadings = list(`
  giải trình, tiếp thu, cam kết, phương hướng, đơn vị đề xuất, đơn vị kiến nghị, ý kiến đơn vị, ý kiến nhà trường, ý kiến đại diện, ý kiến các đơn vị, ý kiến phát biểu, phần trình bày, báo cáo của đơn vị, ý kiến cơ sở`)

/** Whose words a heading may announce without being those of the inspected side. */
export const speakerWords = list(`
  đoàn kiểm tra, đoàn giám sát, đoàn công tác, đoàn thanh tra, đoàn khảo sát, đoàn, thanh tra, ủy ban kiểm tra, tổ kiểm tra, tổ công tác, trưởng đoàn, chỉ đạo, kết luận, ban chỉ đạo, giám đốc, chủ tịch, bí thư, ban thường vụ, hội đồng nhân dân, kiểm toán`)

/** What opens a closing formula. */
export const closingStarts = list(`
  trên đây là, trên đây, nhận được công văn này, nhận được văn bản này, nhận được thông báo này, nhận được công điện này, nhận được, trong quá trình thực hiện, trong quá trình triển khai, quá trình thực hiện, quá trình triển khai, nếu có khó khăn,
  nếu có vướng mắc, nếu có vấn đề, khó khăn, mọi khó khăn, mọi vướng mắc, có khó khăn, nếu gặp khó khăn, biên bản, biên bản được lập, biên bản kết thúc, biên bản lập, kính trình, kính báo cáo, kính đề nghị, trân trọng, thông báo này, kết luận này, công văn này, quyết định này, mời quý, mời bạn, quý độc giả, bạn đọc, kính mời`)

/** Words of which a request "to carry this out" is made when it holds nothing else. */
export const genericWords = list(`
  nghiêm túc, khẩn trương, tổ chức, triển khai, thực hiện, quán triệt, chấp hành, biết, và, đúng, các, nội dung, trên, này, nêu trên, nêu, quy định, theo, công văn, kết luận, thông báo, chỉ thị, công điện, ý kiến, chỉ đạo, đầy đủ, kịp thời,
  hiệu quả, có, được, để, cùng, phối hợp, tinh thần, văn bản, nghiêm, tốt, báo cáo, kết quả, những, sớm, ngay, nhiệm vụ, kế hoạch, của, tại, thi hành, quyết định, nghị quyết, quan tâm`)

/** Lines after which a page holds no more of the document. */
export const tailStarts = list(`
  nơi nhận, các tin liên quan, tin liên quan, các tin khác, tin khác, tin cùng chuyên mục, bài liên quan, bài viết liên quan, bình luận, ý kiến bạn đọc, từ khóa, tags, in bài viết, quay lại, các bài khác, tin đã đưa, các tin đã đưa, xem thêm, tin mới hơn, tin cũ hơn,
  về trang trước, chia sẻ bài viết, hình ảnh hoạt động, bản quyền`)

/** What tells that a thing has been done: the sentence is no order. */
export const doneWords = list(`
  đã góp phần, đã tạo, đã đạt, đã có, đã giúp, đã mang lại, đã phát huy, đã được, được thực hiện, được triển khai, được quan tâm, được duy trì, được củng cố, được nâng lên, được nâng cao, được đảm bảo, được bảo đảm, đã hoàn thành, đã chỉ đạo, đã ban hành,
  đã tổ chức, đã thực hiện, đã xây dựng, đã triển khai, đã khắc phục, còn chậm, còn hạn chế, còn thiếu, chưa kịp thời, chưa đầy đủ, chưa thực hiện, chưa có, chưa được, chưa đúng, chưa đạt, đang được, đang triển khai, nhận thấy, cho thấy, ghi nhận`)

/** Words after which "kiến nghị", "đề nghị", "yêu cầu", "lưu ý" are nouns. */
export const nounBefore = list(`
  theo, các, những, đơn, ý kiến, nội dung, mục đích, đáp ứng, một số, nhiều, mọi, việc, về, với, giải quyết, trả lời, tiếp nhận, phản ánh, tiếp thu, xét, được, bị, từ, lời, sự, đúng, xử lý, vượt, trước, hết, có, đạt, thực hiện,
  tại, của, tờ trình, giấy, phiếu, nhận được, khi, do, mà, chưa, bàn, chuyển, thỏa mãn, tổng hợp, quá trình, kỳ, những điểm cần, điểm cần, điều cần, cần, phải, số, phải có, khiếu nại, tố cáo, đề xuất, vướng mắc, sau, đủ, bắt, ràng`)

/** What something has led to: behind a verb these tell, where "đã có" only says which thing is meant. */
export const resultWords = list(`
  đã góp phần, đã tạo, đã giúp, đã mang lại, đã phát huy, đã đạt kết quả, được thực hiện, được triển khai, được quan tâm, được nâng lên,
  được đảm bảo, được bảo đảm`)

/** Between a unit's name and its verb: what makes the verb tell instead of ask. */
export const tellingWords = list(`
  đã, sẽ, đang, chưa, còn, là, bị, vẫn, từng, vừa, ghi, cho, nhận, đánh, có, được, không`)

/** Words before "cần", "phải" that make them part of a noun ("nhu cầu", "những việc cần") or deny them. */
export const modalNouns = list(`
  nhu, những, việc, điểm, không, chưa, đang, đã, hết, vẫn, mà, điều, lẽ, dung, đề, vụ, khoản, tố, nào, còn, cái, gì`)

/** Words of a unit to its superior. */
export const politeWords = list(`kính báo cáo, kính trình, kính mong`)

/** When an order would not be kept … */
export const breachWords = list(
  `để xảy ra, nếu không, nếu để, trường hợp không, quá thời hạn, không chấp hành, nào`,
)

/** … and what follows then. */
export const blameWords = list(`
  chịu trách nhiệm, bị xử lý, bị xem xét, xử lý theo quy định, bị kỷ luật, xử lý trách nhiệm, đề xuất xử lý`)

/** What opens the telling of an earlier time, and what brings it to an end. */
export const earlierWords = list(`
  trước đó, trước đây, từ đầu năm, thời gian qua, những năm qua, năm qua, trong năm qua, trước kia`)
export const nowWords = list(`
  cũng, tại, ngày, sáng, chiều, hôm nay, hiện, kết luận, phát biểu, theo kết luận, qua kiểm tra, tuy nhiên`)

/** What turns a sentence to the time ahead. */
export const aheadWords = list(`
  thời gian tới, trong thời gian tới, trước mắt, về lâu dài, tới đây, sắp tới, từ nay, theo đó, cụ thể`)

/** What turns a new paragraph to several units or to a topic. */
export const turningWords = list(`
  các, những, mỗi, từng, mọi, tất cả, đối với, về, toàn thể, trước, sau, trong, tại, để, khi`)

/** Papers by which a body asks, and how it puts them out. */
export const papers = list(`công điện, công văn, văn bản, thông báo, chỉ thị, kết luận, quyết định`)
export const issuingVerbs = list(`ban hành, có, ký, gửi, ra`)

/** How an approval begins that holds no task. */
export const approvals = list(`
  nhất trí, thống nhất, đồng ý, ghi nhận, biểu dương, đánh giá cao, chấp thuận, hoan nghênh, cơ bản thống nhất, cơ bản nhất trí`)

/** Verbs with which a sentence may begin and yet ask only by the verb of asking that follows ("Đánh giá cao …, Bộ trưởng đề nghị"). */
export const openingActs = list(`
  đánh giá cao, ghi nhận, biểu dương, hoan nghênh, thực hiện, kết luận, phát biểu, kiểm tra, thanh tra, giám sát, báo cáo, trả lời, giải trình`)

/** Lead-ins behind which names are listed, no orders. */
export const nameLists = list(`kính gửi, thành phần, gồm có, điện, dự họp, tham dự`)

/** What a lead-in gives when praise and orders may follow alike, and what it gives when only findings do. */
export const conclusionWords = list(`kết luận, chỉ đạo, ý kiến, thống nhất, quyết nghị, quyết định`)
export const reportWords = list(`kết quả, báo cáo kết quả, cho thấy`)

/** What a lead-in calls the orders that it announces. */
export const contentWords = list(`nội dung, nhiệm vụ, công việc, giải pháp, biện pháp`)

/** What a heading gives of somebody's opinion ("ý kiến của …"). */
export const opinionWords = list(`
  kiến nghị, đề nghị, đề xuất, ý kiến, phản ánh, giải trình, cam kết, ý kiến phát biểu`)

/** Lines that head a list of orders even without a number. */
export const partNames = list(`
  kiến nghị, đề nghị, yêu cầu, khuyến nghị, nhiệm vụ, giải pháp, kiến nghị xử lý, những kiến nghị, một số kiến nghị, các kiến nghị`)

/** Verbs that finish or report a thing named before: a date behind them binds the whole. */
export const reportingVerbs = list(`
  hoàn thành, báo cáo, gửi, xong, thời hạn, thời gian, trình, nộp, tổng hợp, hoàn tất, thẩm định, tham mưu, kết quả, hạn`)

/** Words with verbs in them that end a name, or a plain word for a unit. */
export const nameTails = list(`
  giáo dục và đào tạo, đào tạo, chủ đầu tư, dự án đầu tư, dự án đầu tư xây dựng, đầu tư xây dựng số, quản lý dự án, quản lý chợ, công trình giao thông, phát triển nông thôn`)

/** Words for units that are as often parts of an object ("điểm thi", "hộ dân"). */
export const vagueUnits = list(`người, điểm, chủ, cấp, khối, hộ, tổ, ban`)
