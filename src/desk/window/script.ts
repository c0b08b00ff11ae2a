/** The script of a window: it trades the token of its address for what there is to show. */
export const windowScript = `const put = (id, text) => { document.getElementById(id).textContent = text }
const token = location.hash.slice(1)
history.replaceState(null, '', location.pathname)
const answer = await fetch('/v1/window', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ token: token || '-' }),
})
const told = await answer.json()
if (answer.ok) {
  put('title', 'Mã ghép nối')
  put('origin', told.origin)
  put('code', told.code)
  put('vi', 'Trang web trên muốn dùng thiết bị của quầy này. Chỉ nhập mã vào trang đó nếu chính anh/chị vừa yêu cầu.')
  put('en', 'This site wants to use the devices of this desk. Type the code there only if it was you who asked.')
} else {
  put('title', told.vi.sentence)
  put('vi', told.vi.next)
  put('en', told.en.sentence + '. ' + told.en.next)
}
`
