declare module 'libmime' {
  interface HeaderValue {
    value: string | false;
    params: Record<string, string>;
  }
  const libmime: {
    parseHeaderValue(value: string): HeaderValue;
    detectMimeType(name: string): string | false;
  };
  export default libmime;
}
