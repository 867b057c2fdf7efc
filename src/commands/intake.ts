import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { checkContent } from '../files/file-kind.ts'
import { FileRefused } from '../files/file-refused.ts'
import { isMessageKey, translate } from '../i18n/translate.ts'
import { DocumentRefused } from '../intake/document-refused.ts'
import type { InspectionFacts, Proposal, ProposedRecommendation } from '../intake/proposal.ts'
import { readOnThread } from '../web/read-on-thread.ts'

/** Kinds of plain text that only this command meets. */
const textKinds = new Set(['text', 'md', ''])
const mostBytes = 20 * 1024 * 1024
const limits = { heapMb: 512, growthMb: 900, ms: 30_000 }
const factNames: Record<keyof InspectionFacts, string> = {
  title: 'Trích yếu',
  number: 'Số, ký hiệu',
  date: 'Ngày',
  body: 'Cơ quan kiểm tra',
  inspectedUnit: 'Đơn vị được kiểm tra',
  teamLead: 'Trưởng đoàn',
}

/**
 * Prints what a document recommends: readable lines, or with `--json` the proposal itself, whose offsets count UTF-16 units of
 * the cleaned text. The document is read on a thread with limits. Exit code 0, 1 when it cannot be read, 2 when the command was called wrongly.
 */
export async function intakeCommand(args: string[]): Promise<number> {
  const [file, ...more] = args.filter(arg => arg !== '--json')
  if (file === undefined || file.startsWith('--') || more.length > 0) {
    console.error('Cách dùng: node bin/dondoc.mjs intake FILE [--json]')
    return 2
  }
  const read = await readProposal(file)
  if ('refusal' in read) {
    console.error(`dondoc: ${basename(file)}: ${read.refusal}`)
    return 1
  }
  console.log(args.includes('--json') ? JSON.stringify(read.proposal) : describe(read.proposal))
  return 0
}

type Read = { proposal: Proposal } | { refusal: string }

async function readProposal(path: string): Promise<Read> {
  const typed = extname(path).slice(1).toLowerCase()
  const extension = textKinds.has(typed) ? 'txt' : typed
  try {
    const { size } = await stat(path)
    if (size > mostBytes) throw new FileRefused('error.document.too_large', { max: mostBytes / 1024 / 1024 })
    await checkContent(path, size, extension, 'conclusion')
    return { proposal: await readOnThread({ wanted: 'proposal', source: { path, extension } }, limits) }
  } catch (error) {
    return { refusal: worded(error as Error) }
  }
}

function worded(error: Error): string {
  if (error instanceof DocumentRefused) return worded(new FileRefused(error.key))
  if (error instanceof FileRefused && isMessageKey(error.key)) return translate('vi')(error.key, error.values)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'không tìm thấy tệp.'
  if (error.name === 'ThreadStopped') return translate('vi')('error.document.too_heavy')
  return `không đọc được tệp (${code ?? 'lỗi lạ'}).`
}

function describe({ inspection, recommendations }: Proposal): string {
  const names = Object.keys(factNames) as (keyof InspectionFacts)[]
  const facts = names.flatMap(name => (inspection[name] ? [`${factNames[name]}: ${inspection[name]}`] : []))
  const found =
    recommendations.length === 0 ? 'Không thấy kiến nghị nào.' : `${recommendations.length} kiến nghị:`
  return [...facts, '', found, ...recommendations.map(describeOne)].join('\n').trimStart()
}

function describeOne(one: ProposedRecommendation, index: number): string {
  const due = one.dueOn ? `${one.dueOn} (${one.dueText})` : (one.dueText ?? 'không nêu')
  return [
    '',
    `${index + 1}. ${one.text.replace(/\n/gu, '\n   ')}`,
    `   Đơn vị: ${one.addressees.join('; ') || 'không nêu'}`,
    ...(one.coordinating.length > 0 ? [`   Phối hợp: ${one.coordinating.join('; ')}`] : []),
    `   Thời hạn: ${due} · ${one.ongoing ? 'thường xuyên' : 'làm một lần'}`,
    `   Vì sao: ${one.why.join(', ')}`,
  ].join('\n')
}
