import type { AskingVerb } from './asking-verb.ts'
import type { Names } from './names.ts'
import type { Voice } from './voice.ts'

/** Whose section words stand in: 'ask' under "Kiến nghị", 'find' under "Tồn tại", 'other' under "Ý kiến của đơn vị". */
export type Ground = 'ask' | 'find' | 'other' | 'plain'

/** What is known where a sentence stands. */
export interface Scene {
  ground: Ground
  speaking: Voice
  names: Names
  /** The sentence before asked for something. */
  running: boolean
  /** The sentence is the first of its line. */
  freshLine: boolean
  /** An earlier act is being told ("Trước đó, …"). */
  background: boolean
}

export interface Judgement {
  asks: boolean
  /** A run of asking goes on behind it: it asks, or threatens whoever does not comply. */
  runs: boolean
  /** Keys of the rules that fired. */
  why: string[]
  verb: AskingVerb | null
  speaking: Voice
  background: boolean
}
