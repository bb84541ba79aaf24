const longestSide = 2048;
const smallEnough = 600_000;

/** A photo as small as it needs to be for a chat, also without its place of taking; anything else as it is. */
export async function shrinkImage(file: File): Promise<{ file: Blob; name: string }> {
  const asIs = { file, name: file.name };
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= smallEnough) return asIs;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement('canvas'), {
      width: Math.round(picture.width * scale),
      height: Math.round(picture.height * scale),
    });
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
    return blob && blob.size < file.size ? { file: blob, name: file.name.replace(/\.\w+$/, '') + '.jpg' } : asIs;
  } catch {
    return asIs;
  }
}
