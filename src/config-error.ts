import { type MessageKey, type MessageValues, translate } from './i18n/translate.ts'

/** A wrong or missing setting. The message is a Vietnamese sentence for the terminal that begins with its name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly setting: string
  readonly key: MessageKey
  readonly values: MessageValues

  constructor(setting: string, key: MessageKey, values: MessageValues = {}) {
    super(`${setting}: ${translate('vi')(key, values)}`)
    this.setting = setting
    this.key = key
    this.values = values
  }
}
