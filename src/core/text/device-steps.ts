// Next steps that wires and devices share.

export const checkCable = {
  vi: 'Kiểm tra cáp và nguồn của thiết bị; máy tự kết nối lại.',
  en: 'Check the cable and the power of the device; the connection comes back by itself.',
}
export const tellSupport = {
  vi: 'Máy tự thử lại. Nếu lặp lại nhiều lần, gửi gói hỗ trợ cho bộ phận kỹ thuật.',
  en: 'It is tried again by itself. If it keeps happening, send a support bundle to the technical team.',
}
