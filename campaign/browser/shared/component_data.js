// The data of a component, which Python sends as the bytes of JSON.

export function decode(data) {
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) {
    return new TextDecoder().decode(data);
  }
  return typeof data === "string" ? data : JSON.stringify(data);
}
