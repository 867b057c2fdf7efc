/** The words of a mail that carries a one-use link. */
export interface AccessLetter {
  kind: 'invitation' | 'reset'
  personName: string
  officeName: string
  /** The whole address with the token. */
  link: string
  /** The end of the link's life, UTC ISO. */
  expiresAt: string
}

/** Composes subject, text and HTML of the letter; Vietnamese only. */
export type ComposeAccess = (letter: AccessLetter) => { subject: string; text: string; html: string }
