import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { splitRecommendations } from '../intake/split-recommendations.ts'

export async function intakeCommand(args: string[]): Promise<number> {
  const file = args.find(a => !a.startsWith('--'))!
  const text = new TextDecoder().decode(await readFile(file))
  extname(file)
  console.log(JSON.stringify(splitRecommendations(text)))
  return 0
}
