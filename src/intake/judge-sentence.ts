import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import { isClosing } from './closing.ts'
import { remember } from './names.ts'
import { modalAt } from './order-shape.ts'
import { quietRules } from './quiet-rules.ts'
import type { Judgement, Scene } from './scene.ts'
import { speakerOf } from './speaker.ts'
import { isConsequence } from './telling.ts'
import { isBackground, isReported, isStatistic, tellsOfPast } from './told-acts.ts'
import { actorOf, headVoice, voiceOf } from './voice.ts'
import { isAt, list, type Word } from './words.ts'

/** Words in a subject that make its verb tell a fault ("còn xem nhẹ yêu cầu"). */
const FAULTS = new Set(list(`còn, chưa, không`))
const ASKED_REACH = 14

/** Whether a sentence of running prose asks for something in the inspecting body's voice, and why. */
export function judgeSentence(words: readonly Word[], scene: Scene): Judgement {
  const background = isBackground(words, scene)
  const verb = findAskingVerb(words)
  const threatens = isConsequence(words)
  const runs = scene.running && threatens
  const quiet: Judgement = { asks: false, runs, why: [], verb, speaking: scene.speaking, background }
  if (scene.ground === 'other' || isClosing(words, verb?.after ?? -1)) return quiet
  if (verb && !isOwnTask(verb, words, scene)) return judgeVerb(words, verb, { ...scene, background })
  const speaker = speakerOf(words, scene.speaking, scene.names)
  const speaking = speaker ?? actorOf(words, scene.names) ?? scene.speaking
  const why = threatens ? [] : quietRules(words, scene, speaker)
  return { ...quiet, asks: why.length > 0, runs: runs || why.length > 0, why, speaking }
}

/** "Nhà trường cần kiến nghị Phòng sớm tuyển dụng": to ask is itself the task of the inspected side. */
function isOwnTask(verb: AskingVerb, words: readonly Word[], { speaking, names }: Scene): boolean {
  if (modalAt(verb.subject) <= 0) return false
  return (
    voiceOf(verb.subject, words.slice(verb.after, verb.after + ASKED_REACH), speaking, names) === 'inspected'
  )
}

function judgeVerb(words: readonly Word[], verb: AskingVerb, scene: Scene): Judgement {
  const subject = isAt(words, 0, 'thay mặt') ? words.slice(2, verb.at) : verb.subject
  const asked = words.slice(verb.after, verb.after + ASKED_REACH)
  const told = subject.length === 0 ? headVoice(words, scene.names) : null
  const voice = told ?? voiceOf(subject, asked, scene.speaking, scene.names)
  const { background } = scene
  const quiet: Judgement = { asks: false, runs: false, why: [], verb, speaking: voice, background }
  if (voice === 'inspected' || voice === 'citizen' || isReported(words, verb, scene)) return quiet
  if (scene.ground === 'find' && (voice !== 'inspecting' || subject.length === 0)) return quiet
  if (subject.some(w => FAULTS.has(w.text))) return quiet
  if (background || tellsOfPast(words, verb, voice)) return { ...quiet, speaking: scene.speaking }
  if (isStatistic(words, verb) || words.slice(0, verb.at).some(w => w.text === 'sẽ')) return quiet
  remember(scene.names.inspecting, subject)
  return { asks: true, runs: true, why: ['asking_verb'], verb, speaking: 'inspecting', background: false }
}
