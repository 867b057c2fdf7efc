import type { ReminderLetter } from '../domain/reminder-letter.ts'
import type { ReportTask } from '../domain/report-task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type AdministrativeDocument, type Block, type DocumentTable, text } from './administrative.ts'
import { annexReference, frameOf, senderName } from './administrative-frame.ts'
import { count, dateInProse } from './report-words.ts'
import { deadlineLines, resultLines, statusWords } from './task-words.ts'

/** What a person chooses of a letter besides the units. */
export interface LetterChoice {
  /** By when late work is to be done and told of. */
  completeOn: PlainDate
  /** 1, 2 …: "đôn đốc lần 2". */
  round: number
  /** One a line; empty: the units themselves. */
  addressees: string[]
}

/** Công văn đôn đốc by DOMAIN §12, with the units' late and soon due tasks as its annex. */
export function letterDocument(letter: ReminderLetter, choice: LetterChoice): AdministrativeDocument {
  const { setting, units, tasks } = letter
  const frame = frameOf(setting, '', letter.madeOn)
  const abstract = `V/v đôn đốc${roundWords(choice.round)} thực hiện kiến nghị${ofWhom(letter)}`
  return {
    ...frame,
    abstract,
    title: null,
    addressees: choice.addressees.length > 0 ? choice.addressees : units.map(unit => unit.name),
    body: bodyOf(letter, choice),
    annex: {
      label: 'PHỤ LỤC',
      title: 'Danh mục nhiệm vụ quá hạn, sắp đến hạn',
      reference: annexReference(frame, 'Công văn'),
      note: null,
      table: urgedTable(tasks),
    },
    livingUrl: null,
    fileTitle: abstract,
    facts: {
      tinh_den_ngay: dateInProse(letter.asOf),
      tong_so_nhiem_vu: count(tasks.length),
      qua_han: count(tasks.filter(isLate).length),
      sap_den_han: count(tasks.filter(task => !isLate(task)).length),
      unitTable: unitTable(letter),
    },
  }
}

function bodyOf(letter: ReminderLetter, { completeOn, round }: LetterChoice): Block[] {
  const { setting, tasks } = letter
  const sender = senderName(setting)
  const day = dateInProse(completeOn)
  const late = tasks.filter(isLate).length
  const again = round > 1 ? `${sender} đã có văn bản đôn đốc lần ${round - 1}; ` : ''
  return [
    text(
      `${basisOf(letter)}; ${again}qua theo dõi, đến hết ngày ${dateInProse(letter.asOf)}, còn ${openWords(letter)} (Phụ lục kèm theo).`,
    ),
    text(`Để bảo đảm tiến độ, ${sender} yêu cầu Thủ trưởng các đơn vị:`),
    text(
      late > 0
        ? `1. Khẩn trương hoàn thành các nhiệm vụ quá hạn trước ngày ${day}; làm rõ nguyên nhân, trách nhiệm.`
        : `1. Hoàn thành các nhiệm vụ sắp đến hạn đúng thời hạn được giao.`,
    ),
    text(
      '2. Cập nhật kết quả và minh chứng trên hệ thống theo dõi; trường hợp cần điều chỉnh thời hạn, có đề nghị bằng văn bản, nêu rõ lý do, trước khi hết hạn.',
    ),
    text(`3. Báo cáo kết quả về ${setting.drafter_name} trước ngày ${day} để tổng hợp, báo cáo Ban Chỉ đạo.`),
    text('Yêu cầu các đơn vị nghiêm túc thực hiện./.'),
  ]
}

function basisOf(letter: ReminderLetter): string {
  const [first, ...others] = letter.documents
  const of = ofWhom(letter)
  if (!first || others.length > 0) return `Thực hiện kiến nghị${of}`
  const dated = first.on ? ` ngày ${dateInProse(first.on)}` : ''
  return `Thực hiện văn bản số ${first.no}${dated} về giao nhiệm vụ thực hiện kiến nghị${of}`
}

function openWords({ tasks }: ReminderLetter): string {
  const late = tasks.filter(isLate).length
  const soon = tasks.length - late
  const parts = [
    late > 0 && `${count(late)} nhiệm vụ quá hạn`,
    soon > 0 && `${count(soon)} nhiệm vụ sắp đến hạn`,
  ]
  return parts.filter(Boolean).join(', ') || '00 nhiệm vụ quá hạn'
}

function ofWhom({ inspections }: ReminderLetter): string {
  return inspections.length === 1 ? ` của ${inspections[0]?.body}` : ''
}

function roundWords(round: number): string {
  return round > 1 ? ` lần ${round}` : ''
}

function isLate(task: ReportTask): boolean {
  return task.class === 'running_late'
}

function urgedTable(tasks: readonly ReportTask[]): DocumentTable {
  const columns = [
    { label: 'STT', width: 5, align: 'center' as const },
    { label: 'Nhiệm vụ', width: 30 },
    { label: 'Đơn vị chủ trì', width: 17 },
    { label: 'Đơn vị phối hợp', width: 15 },
    { label: 'Thời hạn', width: 12, align: 'center' as const },
    { label: 'Kết quả đến nay', width: 22 },
    { label: 'Tình trạng', width: 14, align: 'center' as const },
  ]
  const rows = tasks.map((task, at) => [
    { text: String(at + 1) },
    { text: `${task.code}. ${task.title}` },
    { text: task.leadUnit },
    { text: task.coUnits.join('\n') },
    { text: deadlineLines(task).join('\n') },
    { text: resultLines(task).join('\n') },
    { text: statusWords(task) },
  ])
  return { columns, rows }
}

function unitTable({ units }: ReminderLetter): DocumentTable | null {
  if (units.length === 0) return null
  const columns = [
    { label: 'STT', width: 8, align: 'center' as const },
    { label: 'Đơn vị chủ trì', width: 60 },
    { label: 'Quá hạn', width: 16, align: 'center' as const },
    { label: 'Sắp đến hạn', width: 16, align: 'center' as const },
  ]
  const rows = units.map((unit, at) => [
    { text: String(at + 1) },
    { text: unit.name },
    { text: String(unit.late) },
    { text: String(unit.dueSoon) },
  ])
  return { columns, rows }
}
