import { actionVerbs, adverbs, modals, unitHeads } from './lexicon.ts'
import { connectors, openers } from './lexicon-phrases.ts'
import { phraseSet } from './words.ts'

/** The word lists that several rules look things up in, ready for matching. */
export const ACTIONS = phraseSet(actionVerbs)
export const ADVERBS = phraseSet(adverbs)
export const UNITS = phraseSet(unitHeads)
export const MODALS = phraseSet(modals)
export const CONNECTORS = phraseSet(connectors)
export const OPENERS = phraseSet(openers)
