import { list } from './words.ts'

/** Who speaks in a document, and the words by which that shows. Lists only; same form as `lexicon.ts`. */

/** Speech verbs that ask only when a modal follows: "nhấn mạnh các trường phải …". */
export const sayingVerbs = list(`
  nhấn mạnh, cho rằng, khẳng định, cho biết, chỉ rõ, nêu rõ, bày tỏ, cho hay, nhìn nhận, thừa nhận, nhận thấy, nhận định`)

/** What the inspected side and other guests do with words. */
export const answeringVerbs = list(`
  đã tiếp thu, tiếp thu ý kiến, tiếp thu các ý kiến, cam kết sẽ, hứa, thừa nhận, xin hứa, báo cáo với đoàn, báo cáo tại, trình bày báo cáo,
  cho biết, mong muốn, trao đổi với đoàn, trao đổi với phóng viên, trao đổi với pv, trao đổi với báo, cho hay, chia sẻ, giải thích, lý giải, thay mặt`)

/** By these a guest of authority shows that he inspects. */
export const praisingVerbs = list(`ghi nhận, biểu dương, đánh giá cao, hoan nghênh`)

/** Verbs that end a quotation which orders: "“…”, ông Khánh nhấn mạnh". */
export const insistingVerbs = list(
  `nhấn mạnh, yêu cầu, chỉ đạo, lưu ý, đề nghị, nhắc nhở, chỉ rõ, quán triệt`,
)

/** What the head of an inspection does with it. */
export const leadingPhrases = list(`
  dẫn đầu, làm trưởng đoàn, trưởng đoàn, làm phó đoàn, làm phó trưởng đoàn, chủ trì, phó đoàn, đi kiểm tra, đến kiểm tra, tới kiểm tra,
  kiểm tra thực tế, kiểm tra tiến độ, kiểm tra tình hình, khảo sát thực tế, đi khảo sát, đến khảo sát, đi thị sát, đến thị sát`)

/** Posts of the centre: whoever holds one is nobody's inspected side. */
export const centralPosts = list(`
  bộ chính trị, ban bí thư, thủ tướng, phó thủ tướng, bộ trưởng, chủ tịch nước, chủ tịch quốc hội, phó chủ tịch quốc hội`)

/** First words of a post, where a name would stand ("đồng chí Phó Chủ tịch"). */
export const postHeads = list(
  `phó, trưởng, chủ, bí, giám, chánh, tỉnh, thành, quyền, nguyên, tổng, thứ, bộ, thủ, hiệu, đại, thượng, trung, thiếu`,
)

/** How a sentence opens that gives the inspection's own conclusion. */
export const concludingOpenings = list(`
  kết luận buổi, kết luận hội nghị, kết luận cuộc, phát biểu kết luận, phát biểu chỉ đạo, kết luận tại, phát biểu tại, thay mặt đoàn`)

/** Words in a subject that make its speaker the one who concludes. */
export const concludingWords = list(`kết luận, phát biểu kết luận, phát biểu chỉ đạo`)

export const honorifics = list(`ông, bà, đồng chí, anh, chị`)

/** Subjects that only point back to who spoke before. */
export const pronouns = list(`ông, bà, đồng chí, cơ quan này, đơn vị này, anh, chị, đoàn, sở này, vị này`)

/** Words that make a speaker a person or a plain unit, not an authority. */
export const peopleWords = list(`
  ông, bà, anh, chị, cô, thầy, em, đồng chí, đại diện, lãnh đạo, giám đốc, chủ tịch, bí thư, hiệu trưởng, trưởng phòng, thủ trưởng,
  công ty, nhà trường, doanh nghiệp, đơn vị`)

/** Subjects that are the inspected side wherever they open a sentence. */
export const plainSides = list(`
  nhà trường, công ty, doanh nghiệp, đơn vị, tổ, trường, chủ đầu tư, ban quản lý, lãnh đạo xã, lãnh đạo huyện, hợp tác xã, tập thể, cơ sở,
  các đơn vị, đại diện`)

/** Heads of a group or person that petitions: what they ask is no recommendation. */
export const citizenWords = list(`
  tiểu thương, cử tri, người dân, nhân dân, bà con, hộ dân, các hộ, công dân, phụ huynh, thương nhân, dư luận, ý kiến, nhiều ý kiến,
  có ý kiến, trong đơn, đại biểu, bạn đọc, độc giả, hộ gia đình, nạn nhân, người lao động, công nhân, giáo viên, học sinh, sinh viên,
  cư dân, nguyên đơn, bị đơn, bị cáo, luật sư, chuyên gia, nông dân, ngư dân, người bệnh, bệnh nhân, khách hàng, các hộ dân, tài xế`)

/** Words behind which such a group is an object or part of a body's name ("Phòng Tiếp công dân", "Hội Nông dân"). */
export const objectBefore = list(`
  của, với, cho, tiếp, trong, về, từ, vì, hội, đoàn, tổ, trước, đến, nghe, lấy, để, ban, đồng, án, quân, sát`)

/** Bodies and persons whose word is that of the inspection. */
export const inspectingWords = list(`
  đoàn kiểm tra, đoàn giám sát, đoàn công tác, đoàn thanh tra, đoàn khảo sát, đoàn, trưởng đoàn, phó trưởng đoàn, thanh tra,
  ủy ban kiểm tra, ubkt, ban chỉ đạo, kiểm toán, tổ công tác, tổ kiểm tra, tổ đại biểu, hđnd, hội đồng nhân dân, thủ tướng, phó thủ tướng,
  bộ trưởng, thứ trưởng, bí thư, phó bí thư, chính phủ, ttcp, ban bí thư, bộ chính trị, chủ nhiệm, chánh thanh tra, ubnd,
  ủy ban nhân dân, chủ tịch, phó chủ tịch, sở, bộ, tỉnh ủy, thành ủy, huyện ủy, thường trực, giám đốc, phó giám đốc, ban pháp chế,
  ban văn hóa, ban kinh tế, ban dân vận, ban tuyên giáo, ban tổ chức, viện kiểm sát, phòng, cục, tổng cục, chủ tịch nước,
  chủ tịch quốc hội, quốc hội, ủy ban thường vụ quốc hội, hiệu trưởng`)

/** Bodies that only ever inspect: never the inspected side of their own document. */
export const inspectorWords = list(`
  đoàn kiểm tra, đoàn giám sát, đoàn công tác, đoàn thanh tra, đoàn khảo sát, trưởng đoàn, phó trưởng đoàn, thanh tra, ủy ban kiểm tra,
  ubkt, kiểm toán, tổ công tác, tổ kiểm tra, ttcp, ktnn, chánh thanh tra, thanh tra chính phủ`)

/** Unions and associations whose name begins with "Đoàn": no inspecting team. */
export const unionWords = list(`thanh, thể, viên, trường, phường, xã, khối, tncs, đại`)

/** From the commune to the centre; who asks somebody above asks a favour. */
export const levels: readonly (readonly string[])[] = [
  list(
    `nhà trường, trường, công ty, ấp, khóm, thôn, tổ, chi bộ, doanh nghiệp, hợp tác xã, bệnh viện, trung tâm, bộ phận`,
  ),
  list(`xã, phường, thị trấn`),
  list(`huyện, quận, thị xã, phòng, huyện ủy, quận ủy, thị ủy`),
  list(`tỉnh, sở, tỉnh ủy, thành ủy, tp, thành phố, bộ chỉ huy, bộ đội`),
  list(`bộ, trung ương, chính phủ, thủ tướng, quốc hội, ttcp, cấp trên, nhà nước, bộ trưởng`),
]

/** Level words that are also parts of longer words ("quốc phòng", "cán bộ"): a name only with a capital. */
export const shortHeads = list(`phòng, bộ, trường, tổ, sở`)
