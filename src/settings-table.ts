import type { MessageKey } from './i18n/translate.ts'

export interface Setting {
  name: string
  /** As shown in `help` and the README; '' means that it is unset. */
  default: string
  meaningKey: MessageKey
}

/** Every setting there is, in the order of the README's table. */
export const settingsTable: readonly Setting[] = [
  { name: 'DATA_DIR', default: 'data', meaningKey: 'setting.data-dir' },
  { name: 'FILES_DIR', default: 'DATA_DIR/files', meaningKey: 'setting.files-dir' },
  { name: 'DATABASE_URL', default: '', meaningKey: 'setting.database-url' },
  { name: 'QUEUE_URL', default: 'embedded', meaningKey: 'setting.queue-url' },
  { name: 'REDIS_URL', default: '', meaningKey: 'setting.redis-url' },
  { name: 'HOST', default: '127.0.0.1', meaningKey: 'setting.host' },
  { name: 'PORT', default: '3000', meaningKey: 'setting.port' },
  { name: 'PUBLIC_URL', default: 'http://localhost:PORT', meaningKey: 'setting.public-url' },
  { name: 'SECRET_KEY', default: 'DATA_DIR/secret.key', meaningKey: 'setting.secret-key' },
  { name: 'SMTP_URL', default: '', meaningKey: 'setting.smtp-url' },
  { name: 'MAIL_FROM', default: 'don-doc@localhost.example', meaningKey: 'setting.mail-from' },
  { name: 'MAIL_PER_MINUTE', default: '60', meaningKey: 'setting.mail-per-minute' },
  { name: 'SESSION_IDLE_MINUTES', default: '30', meaningKey: 'setting.session-idle-minutes' },
  { name: 'SESSION_MAX_HOURS', default: '12', meaningKey: 'setting.session-max-hours' },
  { name: 'LOG_LEVEL', default: 'info', meaningKey: 'setting.log-level' },
  { name: 'TRUST_PROXY', default: '', meaningKey: 'setting.trust-proxy' },
  { name: 'MAX_UPLOAD_MB', default: '20', meaningKey: 'setting.max-upload-mb' },
  { name: 'WEBHOOK_HOSTS', default: '', meaningKey: 'setting.webhook-hosts' },
]
