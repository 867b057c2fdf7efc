import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The place in the dialogue where the script acts: before the greeting, at a command, or after the whole mail. */
export type Place = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'end'

export interface Script {
  at: Place
  /** What is answered there; without one the connection is cut. */
  answer?: string
  /** Waits first, as a server across a network does. */
  afterMs?: number
  /** Cuts the connection after the answer. */
  cut?: boolean
}

/** A mail server in a few lines of SMTP, for what a well-behaved server library does not do. */
export async function startScriptedSmtp(script: Script) {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    talk(socket, script)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function talk(socket: Socket, { at, answer, afterMs = 0, cut = false }: Script): void {
  let waiting = ''
  let inMail = false
  const act = (place: Place, usual: string) => {
    if (place !== at) return void socket.write(`${usual}\r\n`)
    setTimeout(() => {
      if (!answer) return socket.destroy()
      return cut ? socket.end(`${answer}\r\n`) : socket.write(`${answer}\r\n`)
    }, afterMs)
  }
  act('greeting', '220 script')
  socket.setEncoding('utf8').on('data', text => {
    waiting += text
    if (inMail) {
      if (at === 'body') return void setTimeout(() => socket.destroy(), afterMs)
      if (!waiting.endsWith('\r\n.\r\n')) return
      inMail = false
      waiting = ''
      return act('end', '250 taken')
    }
    const lines = waiting.split('\r\n')
    waiting = lines.pop() ?? ''
    for (const line of lines) {
      const command = line.slice(0, 4).toUpperCase()
      inMail = command === 'DATA' && at !== 'DATA'
      act(command as Place, command === 'DATA' ? '354 go on' : '250 ok')
    }
  })
}
