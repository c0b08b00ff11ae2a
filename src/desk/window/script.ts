/** The script of a window: it trades the token of its address for what there is to show. */
export const windowScript = `const byId = (id) => document.getElementById(id)
const put = (id, text) => { byId(id).textContent = text }
const token = location.hash.slice(1)
history.replaceState(null, '', location.pathname)
const ask = async (name) => {
  const answer = await fetch('/v1/' + name, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: token || '-' }),
  })
  return { ok: answer.ok, told: await answer.json() }
}
const tellRefusal = ({ vi, en }) => {
  put('title', vi.sentence)
  put('vi', vi.next)
  put('en', en.sentence + '. ' + en.next)
}
const showPairing = ({ code }) => {
  put('title', 'Mã ghép nối')
  put('code', code)
  put('vi', 'Trang web trên muốn dùng thiết bị của quầy này. Chỉ nhập mã vào trang đó nếu chính anh/chị vừa yêu cầu.')
  put('en', 'This site wants to use the devices of this desk. Type the code there only if it was you who asked.')
}
const showCard = ({ counter, procedure, fields }) => {
  put('title', 'Cho phép đọc thẻ căn cước?')
  document.title = 'deskbridge – đọc thẻ'
  put('vi', 'Trang web trên muốn đọc thẻ của người dân tại quầy ' + counter + '. Thủ tục: ' + procedure.vi + '. Sẽ lấy: ' +
    fields.vi + '. Chỉ đồng ý khi người dân đã đưa thẻ cho anh/chị để làm việc này.')
  put('en', 'The site wants to read the card of the citizen at counter ' + counter + ' for: ' + procedure.en +
    '. It takes: ' + fields.en + '. Agree only if the citizen gave you the card for this.')
  byId('agree').hidden = false
}
const { ok, told } = await ask('window')
if (ok) {
  put('origin', told.origin)
  if (told.kind === 'card') showCard(told)
  else showPairing(told)
  byId('refuse').hidden = false
} else tellRefusal(told)
const answer = async (name, say) => {
  const { ok, told } = await ask(name)
  byId('refuse').hidden = true
  byId('agree').hidden = true
  put('code', '')
  if (ok) say()
  else tellRefusal(told)
}
byId('refuse').addEventListener('click', () => answer('window-refuse', () => {
  put('title', 'Đã từ chối')
  put('vi', 'Trang web trên không được dùng thiết bị của quầy. Nếu không rõ vì sao có yêu cầu này, hãy báo bộ phận CNTT.')
  put('en', 'The site was refused. If you do not know why it asked, tell IT.')
}))
byId('agree').addEventListener('click', () => answer('window-agree', () => {
  put('title', 'Đã đồng ý')
  put('vi', 'Đặt thẻ lên đầu đọc hoặc đưa mã QR vào máy quét. Có thể đóng cửa sổ này.')
  put('en', 'Put the card on the reader, or hold its code to the scanner. This window can be closed.')
}))
`
