import type { VisitorAttachment } from '#libs/contracts';
import type { Formats } from '../format.js';
import { Icon } from './icons.js';

/** Files of a message: pictures in place, everything else by its name, to be fetched. */
export function Files({ files, mine, formats }: { files: VisitorAttachment[]; mine: boolean; formats: Formats }) {
  return (
    <>
      {files.map((file) =>
        file.image && file.url ? (
          <Picture key={file.id} file={file} url={file.url} />
        ) : (
          <Card key={file.id} file={file} mine={mine} formats={formats} />
        ),
      )}
    </>
  );
}

function Picture({ file, url }: { file: VisitorAttachment; url: string }) {
  return (
    <a class="pic" href={ownPath(url)} target="_blank" rel="noopener">
      <img src={ownPath(url)} alt={file.name} loading="lazy" />
    </a>
  );
}

function Card({ file, mine, formats }: { file: VisitorAttachment; mine: boolean; formats: Formats }) {
  const content = (
    <>
      <Icon name="file" />
      <span class="grow">
        <bdi class="ell">{file.name}</bdi>
        <span class="f12">{formats.size(file.size)}</span>
      </span>
    </>
  );
  const look = mine ? 'file bub u' : 'file bub';
  return file.url ? (
    <a class={look} href={ownPath(file.url)} download={file.name}>
      {content}
    </a>
  ) : (
    <span class={look}>{content}</span>
  );
}

/** Only paths of our own server: an address of another kind leads nowhere. */
const ownPath = (url: string) => (/^\/(?!\/)/.test(url) ? url : '#');
