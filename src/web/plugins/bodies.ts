import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../parts.ts'

/** A form without files; the conclusion of an inspection comes as multipart (DECISIONS 11). */
const formLimit = 1024 * 1024
/** 5,000,000 characters of Vietnamese text in UTF-8. */
const fieldLimit = 16 * 1024 * 1024

/** Forms, plain and with files. JSON is not taken: no page sends any. */
export function addBodies(app: FastifyInstance, parts: AppParts): void {
  app.removeAllContentTypeParsers()
  app.register(formbody, { bodyLimit: formLimit })
  app.register(multipart, {
    limits: {
      fieldNameSize: 100,
      fieldSize: fieldLimit,
      fields: 2_000,
      files: 10,
      fileSize: parts.config.maxUploadBytes,
      headerPairs: 50,
      parts: 2_010,
    },
    // A file over the limit is refused with a sentence at its field, by whoever reads it.
    throwFileSizeLimit: false,
  })
}
