import type { Figures } from '../domain/figures.ts'
import type { Report } from '../domain/report.ts'
import { type Block, type Cell, type Column, text } from './administrative.ts'
import { count, dateInProse, percent } from './report-words.ts'
import type { DocumentFacts } from './template-placeholder.ts'

/** DOMAIN §9: the summary by unit, with what stands apart. */
const columns: readonly Column[] = [
  { label: 'STT', width: 7, align: 'center' },
  { label: 'Đơn vị chủ trì', width: 28 },
  { label: 'Tổng số giao', width: 9, align: 'center' },
  { label: 'HT đúng hạn', width: 9, align: 'center' },
  { label: 'HT quá hạn', width: 9, align: 'center' },
  { label: 'Đang TH trong hạn', width: 10, align: 'center' },
  { label: 'Quá hạn', width: 8, align: 'center' },
  { label: 'Thường xuyên', width: 11, align: 'center' },
  { label: 'Tỷ lệ HT', width: 9, align: 'center' },
]

/** "1. Kết quả chung": recommendations, tasks, rates with their denominators in words, and the table by unit. */
export function generalResult(report: Report): Block[] {
  const { total, recommendations, closed } = report
  const closing =
    closed.open === recommendations.length
      ? 'chưa có kiến nghị được kết thúc'
      : [
          `đã thực hiện xong ${count(closed.implemented)}`,
          `không thực hiện ${count(closed.not_implemented)}`,
          `thay thế ${count(closed.superseded)}`,
          `đang thực hiện ${count(closed.open)}`,
        ].join(', ')
  return [
    { kind: 'heading', text: '1. Kết quả chung' },
    text(`Tổng số ${count(recommendations.length)} kiến nghị (${closing}).`),
    text(tasksSentence(total)),
    ...rateLines(total).map(line => text(line)),
    ...(report.units.length > 0
      ? [
          text('Tổng hợp theo đơn vị chủ trì:'),
          { kind: 'table' as const, table: { columns: [...columns], rows: unitRows(report) } },
        ]
      : []),
  ]
}

function tasksSentence(total: Figures): string {
  const apart = [
    [total.suspended, 'tạm dừng'],
    [total.not_implemented, 'không thực hiện'],
    [total.withdrawn, 'thu hồi'],
  ] as const
  const beside = apart.filter(([n]) => n > 0).map(([n, word]) => `${word} ${count(n)}`)
  const soon = total.due_soon > 0 ? ` (trong đó sắp đến hạn ${count(total.due_soon)})` : ''
  return [
    `Tổng số nhiệm vụ giao ${count(total.total)}: hoàn thành ${count(total.done)} (đúng hạn ${count(total.done_on_time)}, quá hạn ${count(total.done_late)});`,
    `đang thực hiện trong hạn ${count(total.running_in_time)}${soon}; đang thực hiện quá hạn ${count(total.running_late)}.`,
    ...(beside.length > 0 ? [`Ngoài ra: ${beside.join(', ')}.`] : []),
  ].join(' ')
}

function rateLines({ rates }: Figures): string[] {
  const { completion, on_time, late } = rates
  return [
    `- Tỷ lệ hoàn thành: ${percent(completion)} (${count(completion.numerator)} trên tổng số ${count(completion.denominator)} nhiệm vụ giao);`,
    `- Tỷ lệ hoàn thành đúng hạn: ${percent(on_time)} (${count(on_time.numerator)} trên ${count(on_time.denominator)} nhiệm vụ hoàn thành);`,
    `- Tỷ lệ quá hạn: ${percent(late)} (${count(late.numerator)} trên ${count(late.denominator)} nhiệm vụ hoàn thành hoặc đang quá hạn).`,
  ]
}

/** The rows of the summary by unit, the sum last. */
function unitRows({ units, total }: Pick<Report, 'units' | 'total'>): Cell[][] {
  const rows = units.map(({ name, figures }, at) => [
    { text: String(at + 1) },
    { text: name },
    ...numbersOf(figures).map(number => ({ text: number })),
  ])
  const sum = numbersOf(total).map(number => ({ text: number, bold: true }))
  return [...rows, [{ text: '' }, { text: 'Tổng số', bold: true }, ...sum]]
}

/** The day's facts one by one, for an office's own form. */
export function reportFacts(report: Report): DocumentFacts {
  const { total, units } = report
  const { completion, on_time, late } = total.rates
  return {
    tinh_den_ngay: dateInProse(report.asOf),
    tong_so_kien_nghi: count(report.recommendations.length),
    tong_so_nhiem_vu: count(total.total),
    hoan_thanh: count(total.done),
    hoan_thanh_dung_han: count(total.done_on_time),
    hoan_thanh_qua_han: count(total.done_late),
    dang_thuc_hien_trong_han: count(total.running_in_time),
    sap_den_han: count(total.due_soon),
    qua_han: count(total.running_late),
    ty_le_hoan_thanh: percent(completion),
    ty_le_dung_han: percent(on_time),
    ty_le_qua_han: percent(late),
    unitTable: units.length > 0 ? { columns: [...columns], rows: unitRows(report) } : null,
  }
}

/** Plain numbers in tables: the nought before is for prose. */
function numbersOf(figures: Figures): string[] {
  const { total, done_on_time, done_late, running_in_time, running_late, rates } = figures
  const numbers = [total, done_on_time, done_late, running_in_time, running_late, cyclesOf(figures)]
  return [...numbers.map(n => n.toLocaleString('vi-VN')), percent(rates.completion)]
}

/** Periods of standing duties, which are in none of the classes. */
function cyclesOf({ cycles }: Figures): number {
  return cycles.met + cycles.missed + cycles.running
}
