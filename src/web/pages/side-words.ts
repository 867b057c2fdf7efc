import type { LateSide } from '../../domain/late-side.ts'
import type { Translate } from '../../i18n/translate.ts'

/** "đơn vị phối hợp chậm", "chờ đơn vị phối hợp"; nothing where nobody is late and nobody waited for. */
export function sideWords({ late, waiting }: LateSide, t: Translate): string[] {
  return [...(late ? [t(`side.${late}`)] : []), ...(waiting ? [t('side.waiting')] : [])]
}
