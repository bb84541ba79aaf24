import type { Attachment } from '#libs/contracts';
import { ApiError, explain } from '../../api/api-error.js';
import { routes } from '../../api/routes.js';
import { createStore } from '../../lib/store.js';

/** A file that is being uploaded, or is stored for the next message. */
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

/** By the key of the draft that they belong to. */
const uploads = createStore<Record<string, Upload[]>>({});
const none: Upload[] = [];
const maxFiles = 20;

export const useUploads = (draft: string): Upload[] => uploads.use()[draft] ?? none;
export const uploadsOf = (draft: string): Upload[] => uploads.get()[draft] ?? none;

/** The files of a list that the server has. */
export const storedIn = (all: Upload[]): Attachment[] => all.flatMap(({ attachment }) => attachment ?? []);

let changed: (draft: string) => void = () => {};
/** Sets what is called with the key of a draft whose files have changed. */
export const onUploads = (listener: (draft: string) => void): void => void (changed = listener);

function change(draft: string, next: (before: Upload[]) => Upload[]) {
  uploads.set((all) => ({ ...all, [draft]: next(all[draft] ?? none) }));
  changed(draft);
}
const patch = (draft: string, key: string, values: Partial<Upload>) =>
  change(draft, (all) => all.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)));

/** Starts to upload files for the next message of a draft. */
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

const asStored = (attachment: Attachment): Upload => {
  const { id, name, size } = attachment;
  return { key: id, name, size, progress: 1, state: 'stored', attachment };
};

export const addUploaded = (draft: string, attachment: Attachment): void =>
  change(draft, (all) => [...all, asStored(attachment)]);

/** Shows the files that the server has of a draft; those that are not there yet stay. */
export const showUploaded = (draft: string, attachments: Attachment[]): void =>
  change(draft, (all) => [...attachments.map(asStored), ...all.filter(({ state }) => state !== 'stored')]);

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

/** Uploads a file. By XMLHttpRequest, since fetch reports no progress of an upload. */
export function uploadFile(file: File, name: string, onProgress: (progress: number) => void): Promise<Attachment> {
  const [method, path] = routes.uploadAttachment.split(' ') as [string, string];
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = 'json';
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / (total || file.size || 1));
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as Attachment)
        : reject(new ApiError(request.status === 413 ? 'too-large' : 'unavailable', request.status));
    request.onerror = () => reject(new ApiError('offline', 0));
    request.send(file);
  });
}
