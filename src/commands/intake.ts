import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { InspectionFacts, Proposal, ProposedRecommendation } from '../intake/proposal.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'

const textKinds = new Set(['.txt', '.text', '.md', ''])
const mostBytes = 20_000_000
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
 * the cleaned text. Exit code 0, 1 when the file cannot be read as text, 2 when the command was called wrongly.
 */
export async function intakeCommand(args: string[]): Promise<number> {
  const [file, ...more] = args.filter(arg => arg !== '--json')
  if (file === undefined || file.startsWith('--') || more.length > 0) {
    console.error('Cách dùng: node bin/dondoc.mjs intake FILE [--json]')
    return 2
  }
  const read = await readText(file)
  if (read.refusal !== undefined) {
    console.error(`dondoc: ${basename(file)}: ${read.refusal}`)
    return 1
  }
  const proposal = splitRecommendations(read.text)
  console.log(args.includes('--json') ? JSON.stringify(proposal) : describe(proposal))
  return 0
}

type Read = { text: string; refusal?: undefined } | { refusal: string }

async function readText(file: string): Promise<Read> {
  const kind = extname(file).toLowerCase()
  if (!textKinds.has(kind))
    return {
      refusal: `lệnh này chỉ đọc văn bản thuần; hãy lưu tệp ${kind} thành tệp .txt (UTF-8) rồi thử lại.`,
    }
  try {
    const { size } = await stat(file)
    if (size > mostBytes) return { refusal: 'tệp lớn hơn 20 MB; hãy tách phần kết luận ra tệp riêng.' }
    return decode(await readFile(file))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return {
      refusal: code === 'ENOENT' ? 'không tìm thấy tệp.' : `không đọc được tệp (${code ?? 'lỗi lạ'}).`,
    }
  }
}

/** UTF-8, or UTF-16 with its byte order mark as Windows writes it. */
function decode(bytes: Buffer): Read {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0)
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return { text }
  } catch {
    // Not text in that encoding: the sentence below says what to do.
  }
  return { refusal: 'tệp không phải văn bản UTF-8; hãy lưu lại với bảng mã UTF-8.' }
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
