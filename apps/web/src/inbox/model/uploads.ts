import type { Attachment } from '#libs/contracts';
import { ApiError } from '../../api/api-error.js';
import { explain } from '../../api/explain.js';
import { routes } from '../../api/routes.js';
import { createStore } from '../../lib/store.js';

/** A file on its way to the server, or there and waiting for its message. */
export interface Upload {
  key: string;
  name: string;
  size: number;
  /** From 0 to 1. */
  progress: number;
  state: 'uploading' | 'stored' | 'failed';
  file?: File;
  attachment?: Attachment;
  problem?: string;
}

/** By the draft that they go with. */
const uploads = createStore<Record<string, Upload[]>>({});
const none: Upload[] = [];
const maxFiles = 20;

export const useUploads = (draft: string): Upload[] => uploads.use()[draft] ?? none;
export const uploadsOf = (draft: string): Upload[] => uploads.get()[draft] ?? none;

const change = (draft: string, next: (before: Upload[]) => Upload[]) =>
  uploads.set((all) => ({ ...all, [draft]: next(all[draft] ?? none) }));
const patch = (draft: string, key: string, values: Partial<Upload>) =>
  change(draft, (all) => all.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)));

/** Starts to upload files for the next message. */
export function addFiles(draft: string, files: Iterable<File>): void {
  for (const file of [...files].slice(0, maxFiles - uploadsOf(draft).length)) {
    const upload: Upload = {
      key: crypto.randomUUID(),
      name: file.name || 'image.png',
      size: file.size,
      progress: 0,
      state: 'uploading',
      file,
    };
    change(draft, (all) => [...all, upload]);
    void send(draft, upload);
  }
}

export function addUploaded(draft: string, attachment: Attachment): void {
  change(draft, (all) => [
    ...all,
    { key: attachment.id, name: attachment.name, size: attachment.size, progress: 1, state: 'stored', attachment },
  ]);
}

export function retryUpload(draft: string, key: string): void {
  const upload = uploadsOf(draft).find((one) => one.key === key);
  if (!upload) return;
  patch(draft, key, { state: 'uploading', progress: 0, problem: undefined });
  void send(draft, upload);
}

export const removeUpload = (draft: string, key: string): void =>
  change(draft, (all) => all.filter((upload) => upload.key !== key));
export const clearUploads = (draft: string): void => change(draft, () => none);

async function send(draft: string, { key, name, file }: Upload) {
  try {
    const attachment = await uploadFile(file!, name, (progress) => patch(draft, key, { progress }));
    patch(draft, key, { state: 'stored', progress: 1, attachment });
  } catch (error) {
    patch(draft, key, { state: 'failed', problem: explain(error) });
  }
}

/** fetch tells nothing of what has left; XMLHttpRequest does. */
function uploadFile(file: File, name: string, tell: (progress: number) => void): Promise<Attachment> {
  const [method, path] = routes.uploadAttachment.split(' ') as [string, string];
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = 'json';
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(name));
    request.upload.onprogress = ({ loaded, total }) => tell(loaded / (total || file.size || 1));
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as Attachment)
        : reject(new ApiError(request.status === 413 ? 'too-large' : 'unavailable', request.status));
    request.onerror = () => reject(new ApiError('offline', 0));
    request.send(file);
  });
}
