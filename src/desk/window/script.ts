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
const { ok, told } = await ask('window')
if (ok) {
  put('title', 'Mã ghép nối')
  put('origin', told.origin)
  put('code', told.code)
  put('vi', 'Trang web trên muốn dùng thiết bị của quầy này. Chỉ nhập mã vào trang đó nếu chính anh/chị vừa yêu cầu.')
  put('en', 'This site wants to use the devices of this desk. Type the code there only if it was you who asked.')
  byId('refuse').hidden = false
} else tellRefusal(told)
byId('refuse').addEventListener('click', async () => {
  const { ok, told } = await ask('window-refuse')
  byId('refuse').hidden = true
  put('code', '')
  if (!ok) return tellRefusal(told)
  put('title', 'Đã từ chối')
  put('vi', 'Trang web trên không được dùng thiết bị của quầy. Nếu không rõ vì sao có yêu cầu này, hãy báo bộ phận CNTT.')
  put('en', 'The site was refused. If you do not know why it asked, tell IT.')
})
`
