// A one-stop application as a centre could have it, reduced to what it does with the desk. It uses the SDK and nothing else.
import { DeskRefusal, openDesk } from './desk.js'

const byId = (id) => document.getElementById(id)
const keys = { next: 'Gọi tiếp', recall: 'Gọi lại', skip: 'Vắng', begin: 'Bắt đầu', finish: 'Xong', pause: 'Tạm dừng' }

byId('connect').addEventListener('click', async () => {
  byId('connect').disabled = true
  say('')
  try {
    // The desk can be on another port, for tests: ?desk=http://127.0.0.1:1234/
    const url = new URLSearchParams(location.search).get('desk') ?? undefined
    show(await openDesk({ ...(url && { url }), askCode }))
  } catch (error) {
    tell(error)
    byId('connect').disabled = false
  }
})

function show(desk) {
  byId('joining').hidden = true
  byId('counter').hidden = false
  desk.on('counter', (counter) => draw(desk, counter))
  desk.on('link', ({ state, unsent }) => {
    byId('link').textContent =
      state === 'online' ? 'Đã nối trung tâm' : `Mất kết nối – vẫn làm việc được (${unsent} chưa gửi)`
  })
  desk.on('notice', ({ words }) => say(words.vi))
  desk.on('connected', (connected) => {
    if (!connected) byId('link').textContent = 'Mất máy quầy, đang nối lại…'
  })
  desk.on('ended', () => location.reload())
}

function draw(desk, { id, ticket, waiting, service, possible }) {
  byId('name').textContent = `Quầy ${id}`
  byId('ticket').textContent = ticket ?? '–'
  byId('waiting').textContent = waiting ? `${waiting.count} người đang chờ` : ''
  byId('keys').replaceChildren(
    ...Object.entries(keys).map(([action, label]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label })
      button.disabled = possible[action] !== null
      button.title = possible[action]?.vi ?? ''
      button.onclick = () => desk.call(id, action).catch(tell)
      return button
    }),
  )
  const codes = service?.dossiers ?? []
  byId('dossiers').replaceChildren(
    ...codes.map((code) => Object.assign(document.createElement('li'), { textContent: code })),
  )
  byId('rate').onclick = () => desk.openRating(id).catch(tell)
  byId('dossier').onsubmit = (event) => {
    event.preventDefault()
    desk.dossier(id, byId('dossier-code').value, 'attach').catch(tell)
  }
}

/** The code that the person reads on the screen of the desk. */
function askCode({ refusal }) {
  if (refusal) tell(refusal)
  byId('pairing').hidden = false
  byId('code').value = ''
  byId('code').focus()
  return new Promise((resolve) => {
    byId('give-up').onclick = () => resolve(undefined)
    byId('pairing').onsubmit = (event) => {
      event.preventDefault()
      resolve(byId('code').value)
    }
  }).finally(() => {
    byId('pairing').hidden = true
  })
}

function tell(error) {
  const words = error instanceof DeskRefusal ? error.words?.vi : undefined
  say(words ? `${words.sentence}. ${words.next}` : String(error))
}

function say(words) {
  byId('words').textContent = words
}
