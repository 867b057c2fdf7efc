import type { Report } from '../domain/report.ts'
import type { ReportTask } from '../domain/report-task.ts'
import { type AdministrativeDocument, type Block, prompt, text } from './administrative.ts'
import { annexReference, frameOf, senderName } from './administrative-frame.ts'
import { followUpTable } from './annex.ts'
import { generalResult, reportFacts } from './report-figures.ts'
import { recommendationBlocks } from './report-recommendation.ts'
import { count, dateInProse } from './report-words.ts'

/** Rows that a document for reading takes: beyond, the whole stands in the spreadsheet and the document says so. */
export const mostRows = 250
/** Open tasks named one by one under "NHIỆM VỤ, GIẢI PHÁP". */
const mostComing = 30

/** Everything that a report's document says. `tasks` may end early: `isWhole` tells whether they are all of them. */
export interface ReportContent {
  report: Report
  tasks: readonly ReportTask[]
  isWhole: boolean
  livingUrl: string
}

/** "Báo cáo kết quả thực hiện kiến nghị" by DOMAIN §12: what is known is written, what people judge is asked for. */
export function reportDocument({ report, tasks, isWhole, livingUrl }: ReportContent): AdministrativeDocument {
  const frame = frameOf(report.setting, 'BC', report.madeOn)
  const subject = subjectOf(report)
  return {
    ...frame,
    abstract: null,
    title: { kind: 'BÁO CÁO', subject },
    addressees: addresseesOf(report),
    body: [
      text(openingOf(report)),
      { kind: 'section', text: 'I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN' },
      ...directionBlocks(report),
      { kind: 'section', text: 'II. KẾT QUẢ THỰC HIỆN CÁC KIẾN NGHỊ' },
      ...generalResult(report),
      { kind: 'heading', text: '2. Kết quả từng kiến nghị' },
      ...recommendationBlocks(report, tasks, isWhole),
      ...judgementBlocks(report),
      ...comingBlocks(report, tasks, isWhole),
      { kind: 'section', text: 'V. ĐỀ XUẤT, KIẾN NGHỊ' },
      prompt('Đề xuất, kiến nghị với cấp trên (nếu có); không có thì bỏ mục này'),
      text(closingOf(report)),
    ],
    annex: {
      label: 'PHỤ LỤC',
      title: 'Bảng theo dõi kết quả thực hiện kiến nghị',
      reference: annexReference(frame, 'Báo cáo'),
      note: isWhole ? null : cutNote(tasks.length),
      table: followUpTable(tasks, report.setting.sender),
    },
    livingUrl,
    facts: reportFacts(report),
    fileTitle: `Báo cáo ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`,
  }
}

/** What the reader is told where a document for reading cannot hold all of the tasks. */
function cutNote(shown: number): string {
  return `Bảng này ghi ${count(shown)} nhiệm vụ đầu tiên. Toàn bộ nhiệm vụ có trong báo cáo dạng bảng tính (XLSX) cùng ngày số liệu.`
}

function subjectOf({ inspections, scope }: Report): string {
  const one = inspections.length === 1 ? inspections[0] : undefined
  const of = one ? ` của ${one.body}` : ' sau kiểm tra'
  const narrowed = [
    scope.leader && `do ${scope.leader} phụ trách`,
    scope.unit && `do ${scope.unit} chủ trì`,
    scope.theme && `về ${scope.theme}`,
  ].filter(Boolean)
  return [`Kết quả thực hiện các kiến nghị${of}`, ...narrowed].join(' ')
}

function addresseesOf({ setting, committees }: Report): string[] {
  const set = setting.addressee.split('\n').filter(line => line.trim() !== '')
  if (set.length > 0) return set
  return committees.length > 0 ? committees : ['[Nơi nhận báo cáo]']
}

function openingOf({ inspections, setting, asOf }: Report): string {
  const one = inspections.length === 1 ? inspections[0] : undefined
  const from =
    one?.documentNo && one.documentOn
      ? `Thực hiện văn bản số ${one.documentNo} ngày ${dateInProse(one.documentOn)} của ${one.body} về kết luận kiểm tra`
      : one
        ? `Thực hiện kiến nghị của ${one.body} ngày ${dateInProse(one.heldOn)}`
        : `Thực hiện kiến nghị của ${count(inspections.length)} cuộc kiểm tra`
  return `${from}, ${senderName(setting)} báo cáo kết quả thực hiện (số liệu tính đến hết ngày ${dateInProse(asOf)}) như sau:`
}

function directionBlocks({ documents, units, total, asOf }: Report): Block[] {
  const shown = documents.slice(0, 20)
  const listed = shown.map(({ no, on }) =>
    text(`- Văn bản số ${no}${on ? ` ngày ${dateInProse(on)}` : ''} [trích yếu];`),
  )
  const given = `Đến hết ngày ${dateInProse(asOf)}, đã giao ${count(total.total)} nhiệm vụ cho ${count(units.length)} đơn vị chủ trì`
  return [
    ...(listed.length > 0
      ? [text(`Đã ban hành ${count(documents.length)} văn bản giao nhiệm vụ thực hiện kiến nghị:`), ...listed]
      : []),
    text(`${given} (Phụ lục kèm theo).`),
    prompt('Nêu công tác quán triệt, phân công, kiểm tra, đôn đốc việc thực hiện'),
  ]
}

function judgementBlocks({ units, asOf }: Report): Block[] {
  const late = units.filter(({ figures }) => figures.running_late > 0)
  const named = late.map(({ name, figures }) => `${name} (${count(figures.running_late)})`).join('; ')
  const fact = `Đến hết ngày ${dateInProse(asOf)} còn nhiệm vụ quá hạn ở ${count(late.length)} đơn vị: ${named}.`
  return [
    { kind: 'section', text: 'III. ĐÁNH GIÁ CHUNG' },
    { kind: 'heading', text: '1. Ưu điểm' },
    prompt('Nêu ưu điểm'),
    { kind: 'heading', text: '2. Tồn tại, hạn chế' },
    ...(late.length > 0 ? [text(fact)] : []),
    prompt('Nêu tồn tại, hạn chế khác'),
    { kind: 'heading', text: '3. Nguyên nhân' },
    prompt('Nêu nguyên nhân khách quan, chủ quan'),
  ]
}

function comingBlocks(report: Report, tasks: readonly ReportTask[], isWhole: boolean): Block[] {
  const open = tasks.filter(task => task.class === 'running_in_time' || task.class === 'running_late')
  const first = open.toSorted((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1)).slice(0, mostComing)
  const running = report.total.running_in_time + report.total.running_late
  const head: Block = { kind: 'section', text: 'IV. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM THỜI GIAN TỚI' }
  const ask = prompt('Nêu giải pháp trọng tâm')
  if (first.length === 0) return [head, ask]
  const columns = [
    { label: 'STT', width: 6, align: 'center' as const },
    { label: 'Nhiệm vụ', width: 50 },
    { label: 'Đơn vị chủ trì', width: 28 },
    { label: 'Thời hạn', width: 16, align: 'center' as const },
  ]
  const rows = first.map((task, at) => [
    { text: String(at + 1) },
    { text: task.title },
    { text: task.leadUnit },
    { text: task.dueOn ? dateInProse(task.dueOn) : '–' },
  ])
  const rest = running > first.length || !isWhole
  const lead = rest
    ? `Tiếp tục thực hiện ${count(running)} nhiệm vụ, trong đó đến hạn sớm nhất là:`
    : `Tiếp tục thực hiện ${count(running)} nhiệm vụ:`
  return [head, text(lead), { kind: 'table', table: { columns, rows } }, ask]
}

function closingOf(report: Report): string {
  const { setting, inspections } = report
  const of = inspections.length === 1 ? ` của ${inspections[0]?.body}` : ''
  const to = report.committees.length === 1 ? report.committees[0] : 'cấp có thẩm quyền'
  return `Trên đây là báo cáo kết quả thực hiện các kiến nghị${of}; ${senderName(setting)} kính báo cáo ${to} xem xét, cho ý kiến chỉ đạo./.`
}
