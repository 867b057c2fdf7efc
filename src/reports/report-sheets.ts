import type { Figures, Rate } from '../domain/figures.ts'
import type { Report } from '../domain/report.ts'
import { formatDate, formatNumber } from '../i18n/format.ts'
import { type Cell, number, share, text } from './xlsx-cell.ts'
import type { SheetPlan } from './xlsx-package.ts'

/** "Tính đến hết ngày 10/12/2018", and what the report is narrowed to: on top of every sheet. */
export function aboveTable(report: Report, title: string): Cell[][] {
  return [
    [text(title, 'title')],
    [text(`Tính đến hết ngày ${formatDate(report.asOf)}. Phạm vi: ${scopeWords(report)}.`, 'plain')],
    [],
  ]
}

/** What the report is narrowed to, in words. */
export function scopeWords({ scope }: Report): string {
  const parts = [
    scope.inspection && `đoàn kiểm tra “${scope.inspection}”`,
    scope.recommendation && `kiến nghị “${scope.recommendation}”`,
    scope.theme && `lĩnh vực “${scope.theme}”`,
    scope.unit && `${scope.unit} và các đơn vị trực thuộc`,
    scope.leader && `đơn vị do ${scope.leader} phụ trách`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : 'tất cả kiến nghị trong phạm vi được xem'
}

export const summaryPlan = (report: Report): SheetPlan => ({
  name: 'Tổng hợp',
  widths: [52, 14, 78],
  above: aboveTable(report, 'Tổng hợp kết quả thực hiện kiến nghị'),
  headings: ['Chỉ tiêu', 'Số liệu', 'Cách tính'],
})

/** The figures with what each is measured by, in words (DOMAIN §4.2). */
export function summaryRows(report: Report, livingUrl: string): Cell[][] {
  const { recommendations, closed, inspections } = report
  return [
    group('Kiến nghị'),
    count(
      'Số kiến nghị',
      recommendations.length,
      `Của ${formatNumber(inspections.length, 'vi')} đoàn kiểm tra`,
    ),
    count('Đã khép lại: thực hiện xong', closed.implemented, 'Theo quyết định của Ban Chỉ đạo'),
    count('Đã khép lại: không thực hiện', closed.not_implemented, 'Theo quyết định của Ban Chỉ đạo'),
    count('Đã khép lại: được thay thế', closed.superseded, 'Theo quyết định của Ban Chỉ đạo'),
    count('Chưa khép lại', closed.open, ''),
    ...taskCounts(report.total),
    ...rateRows(report.total),
    group('Nguồn'),
    [text('Số liệu hiện thời'), text('', 'text'), text(livingUrl)],
  ]
}

function taskCounts(total: Figures): Cell[][] {
  return [
    group('Nhiệm vụ'),
    count('Tổng số nhiệm vụ giao', total.total, 'Cộng bốn loại dưới đây'),
    count('Hoàn thành đúng hạn', total.done_on_time, 'Đơn vị báo cáo hoàn thành không muộn hơn thời hạn'),
    count('Hoàn thành quá hạn', total.done_late, 'Đơn vị báo cáo hoàn thành sau thời hạn'),
    count('Đang thực hiện, trong hạn', total.running_in_time, 'Chưa đến hết ngày của thời hạn'),
    count('Đang thực hiện, quá hạn', total.running_late, 'Đã qua thời hạn'),
    count('Trong đó sắp đến hạn', total.due_soon, 'Nằm trong số đang thực hiện, trong hạn'),
    count(
      'Hoàn thành sau hạn ban đầu',
      total.done_late_original,
      'So với thời hạn khi giao, không kể gia hạn',
    ),
    count(
      'Đang thực hiện, đã qua hạn ban đầu',
      total.running_late_original,
      'So với thời hạn khi giao, không kể gia hạn',
    ),
    group('Tính riêng, không vào tổng số'),
    count('Tạm dừng', total.suspended, ''),
    count('Không thực hiện', total.not_implemented, ''),
    count('Thu hồi', total.withdrawn, ''),
  ]
}

function rateRows(total: Figures): Cell[][] {
  const { completion, on_time, late, receipt, freshness } = total.rates
  return [
    group('Tỷ lệ'),
    rate('Tỷ lệ hoàn thành', completion, 'nhiệm vụ đã giao'),
    rate('Tỷ lệ hoàn thành đúng hạn', on_time, 'nhiệm vụ đã hoàn thành'),
    rate('Tỷ lệ quá hạn', late, 'nhiệm vụ đã hoàn thành hoặc quá hạn'),
    rate('Tiếp nhận đúng thời gian', receipt, 'nhiệm vụ đã tiếp nhận hoặc đã quá thời gian phải tiếp nhận'),
    rate('Cập nhật đúng thời gian', freshness, 'nhiệm vụ đơn vị đang thực hiện'),
    group('Nhiệm vụ thường xuyên, theo kỳ'),
    count('Kỳ đã báo cáo', total.cycles.met, 'Tính riêng, không vào tổng số nhiệm vụ'),
    count('Kỳ không báo cáo', total.cycles.missed, 'Hết kỳ và thời gian chờ mà không có báo cáo'),
    count('Kỳ đang trong thời hạn', total.cycles.running, ''),
  ]
}

function group(words: string): Cell[] {
  return [text(words, 'group'), text('', 'group'), text('', 'group')]
}

function count(label: string, value: number, note: string): Cell[] {
  return [text(label), number(value), text(note, 'text')]
}

function rate(label: string, { numerator, denominator }: Rate, of: string): Cell[] {
  const [up, down] = [formatNumber(numerator, 'vi'), formatNumber(denominator, 'vi')]
  return [text(label), share(numerator, denominator), text(`${up} trên ${down} ${of}`)]
}

interface UnitColumn {
  heading: string
  width: number
  cell: (figures: Figures) => [numerator: number, denominator?: number]
}

/** DOMAIN §9, "Summary by unit", and after it what is counted apart and the other rates. */
const unitColumns: readonly UnitColumn[] = [
  { heading: 'Tổng số giao', width: 11, cell: f => [f.total] },
  { heading: 'HT đúng hạn', width: 11, cell: f => [f.done_on_time] },
  { heading: 'HT quá hạn', width: 11, cell: f => [f.done_late] },
  { heading: 'Đang TH trong hạn', width: 12, cell: f => [f.running_in_time] },
  { heading: 'Quá hạn', width: 11, cell: f => [f.running_late] },
  { heading: 'Sắp đến hạn', width: 11, cell: f => [f.due_soon] },
  { heading: 'Thường xuyên (kỳ)', width: 11, cell: f => [f.cycles.met + f.cycles.missed + f.cycles.running] },
  { heading: 'Tỷ lệ HT (%)', width: 11, cell: f => of(f.rates.completion) },
  { heading: 'Tỷ lệ đúng hạn (%)', width: 11, cell: f => of(f.rates.on_time) },
  { heading: 'Tỷ lệ quá hạn (%)', width: 11, cell: f => of(f.rates.late) },
  { heading: 'Tạm dừng', width: 10, cell: f => [f.suspended] },
  { heading: 'Không thực hiện', width: 11, cell: f => [f.not_implemented] },
  { heading: 'Thu hồi', width: 10, cell: f => [f.withdrawn] },
]

function of({ numerator, denominator }: Rate): [number, number] {
  return [numerator, denominator]
}

export const unitPlan = (report: Report): SheetPlan => ({
  name: 'Theo đơn vị',
  widths: [6, 44, ...unitColumns.map(column => column.width)],
  above: aboveTable(report, 'Kết quả thực hiện theo đơn vị chủ trì'),
  headings: ['STT', 'Đơn vị chủ trì', ...unitColumns.map(column => column.heading)],
  filter: true,
})

export function unitRow({ name, figures }: Report['units'][number], ordinal: number): Cell[] {
  const cells = unitColumns.map(({ cell }) => {
    const [value, denominator] = cell(figures)
    return denominator === undefined ? number(value) : share(value, denominator)
  })
  return [number(ordinal), text(name), ...cells]
}

/** The whole of it, as the figures have it: also tasks of units that share one. */
export function unitTotal({ total }: Report): Cell[] {
  const cells = unitColumns.map(({ cell }) => {
    const [value, denominator] = cell(total)
    return denominator === undefined
      ? number(value, 'totalNumber')
      : share(value, denominator, 'totalPercent')
  })
  return [text('', 'totalText'), text('Cộng', 'totalText'), ...cells]
}
