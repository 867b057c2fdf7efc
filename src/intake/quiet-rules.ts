import { aheadWords, turningWords } from './lexicon-phrases.ts'
import { insistingVerbs } from './lexicon-speech.ts'
import type { Names } from './names.ts'
import { modalAt, unitActionAt, verbFirstAt } from './order-shape.ts'
import { ACTIONS, UNITS } from './phrases.ts'
import type { Scene } from './scene.ts'
import { isSaying } from './speaker.ts'
import { isStatement } from './telling.ts'
import { actorOf, type Voice } from './voice.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, list, matchAt, phraseSet, type Word } from './words.ts'

const AHEAD = phraseSet(aheadWords)
const TURNS = phraseSet(turningWords)
const INSIST = phraseSet(insistingVerbs)
const GIVEN = phraseSet(['được giao'])
const WE = phraseSet(['chúng tôi'])
const TOLD = new Set(list(`đã, đang, còn, chưa, vẫn`))
const NOT_GIVEN = new Set(list(`nhưng, chưa, còn, đã, chậm, sẽ`))
const DENIALS = new Set(list(`chưa, không, vẫn`))

/**
 * Rules for sentences without a verb of asking, as keys. They need ground that asks, a sentence before that did, or the words of
 * somebody who inspects. `speaker` is whose words the sentence gives, null when it gives nobody's.
 */
export function quietRules(words: readonly Word[], scene: Scene, speaker: Voice | null): string[] {
  if (scene.background || isOtherSide(speaker) || findPhrase(words, WE) >= 0) return []
  const modal = modalAt(words)
  if (modal >= 0 && insistsAtEnd(words) && scene.speaking !== 'citizen') return ['insisting_quote']
  if (speaker !== null) return scene.ground !== 'find' && saysMust(words, modal, speaker) ? ['said_must'] : []
  if (scene.ground !== 'find' && isGivenTask(words)) return ['given_task']
  if (isOpen(scene)) return openRules(words, scene, modal)
  const turnsAhead = modal >= 0 && scene.speaking === 'inspecting' && findPhrase(words, AHEAD, 0, 3) >= 0
  return turnsAhead && scene.ground !== 'find' ? ['modal'] : []
}

function isOtherSide(voice: Voice | null): boolean {
  return voice === 'citizen' || voice === 'inspected'
}

/** Where orders may go on without saying so. */
function isOpen(scene: Scene): boolean {
  return scene.ground === 'ask' || (scene.running && !isOtherSide(scene.speaking))
}

function openRules(words: readonly Word[], scene: Scene, modal: number): string[] {
  if (modal >= 0 && !denies(words, modal)) return ['modal']
  if (verbFirstAt(words) >= 0) return ['verb_first']
  if (unitActionAt(words) < 0 || isStatement(words)) return []
  const goesOn = scene.ground === 'ask' || (!tells(words, scene.names) && tiesOn(words, scene))
  return goesOn ? ['unit_and_verb'] : []
}

/** "Thủ tướng nhấn mạnh các bộ phải …", "Theo đồng chí, huyện cần …" */
function saysMust(words: readonly Word[], modal: number, speaker: Voice): boolean {
  if (modal <= 0 || speaker !== 'inspecting') return false
  return isSaying(words, 0, modal) || words[0]!.text === 'theo'
}

/** In prose a unit that "đã", "đang", "còn" does something is told of, and what the inspecting body does is no order to itself. */
function tells(words: readonly Word[], names: Names): boolean {
  const end = words.findIndex(w => w.text === ';')
  const clause = words.slice(0, end < 0 ? 50 : Math.min(end, 50))
  return clause.some(w => TOLD.has(w.text)) || actorOf(words, names) === 'inspecting'
}

/** A new paragraph goes on asking only when it ties on to the last, or turns to several units ("Các trường …"). */
function tiesOn(words: readonly Word[], scene: Scene): boolean {
  return !scene.freshLine || skipLead(words) > 0 || matchAt(words, 0, TURNS) > 0
}

/** "Công an thành phố được giao chủ trì …": asked in the passive. */
function isGivenTask(words: readonly Word[]): boolean {
  const at = findPhrase(words, GIVEN, 1, 21)
  if (at < 0 || matchAt(words, skipLead(words), UNITS) === 0) return false
  return matchAt(words, at + 2, ACTIONS) > 0 && !words.some(w => NOT_GIVEN.has(w.text))
}

/** "cần có kế hoạch nhưng đến nay chưa xây dựng": a fault, not a task. */
function denies(words: readonly Word[], modal: number): boolean {
  const but = words.findIndex((w, i) => i > modal && (w.text === 'nhưng' || w.text === 'song'))
  return but > 0 && words.slice(but, but + 8).some(w => DENIALS.has(w.text))
}

/** "“…”, ông Khánh nhấn mạnh." */
function insistsAtEnd(words: readonly Word[]): boolean {
  if (findPhrase(words, INSIST, words.length - 5) < 0) return false
  return words.some(w => w.text === '”' || w.text === '"')
}
