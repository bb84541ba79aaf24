import { type ListedFile, filesInWords } from './files-in-words.js';

const file = (contentType: string, more: Partial<ListedFile> = {}): ListedFile => ({
  contentType,
  name: 'a.bin',
  role: null,
  seconds: null,
  ...more,
});

describe('a message without a text', () => {
  it.each<[string, ListedFile, string]>([
    ['a photo', file('image/jpeg'), 'photo'],
    ['a picture that no browser shows', file('image/heic'), 'photo'],
    ['a sticker, which is a picture too', file('image/webp', { role: 'sticker' }), 'sticker'],
    ['a GIF', file('image/gif'), 'animation'],
    ['an animation, which is a video too', file('video/mp4', { role: 'animation' }), 'animation'],
    ['a video', file('VIDEO/MP4'), 'video'],
    ['a voice message', file('audio/ogg', { role: 'voice', seconds: 12 }), 'voice'],
    ['a piece of music', file('audio/mpeg'), 'audio'],
    ['a document', file('application/pdf'), 'file'],
    ['what has no known type', file(''), 'file'],
  ])('that is %s is called so', (_what, one, kind) => {
    expect(filesInWords([one])).toEqual({ kind, count: 1, name: 'a.bin', seconds: one.seconds });
  });

  it('of several files has their common kind, and none of their names', () => {
    const photos = [file('image/jpeg'), file('image/png'), file('image/png')];
    expect(filesInWords(photos)).toEqual({ kind: 'photo', count: 3, name: null, seconds: null });
    expect(filesInWords([...photos, file('application/pdf')])).toMatchObject({ kind: 'file', count: 4 });
  });

  it('and without a file is nothing', () => {
    expect([filesInWords(null), filesInWords([])]).toEqual([null, null]);
  });
});
