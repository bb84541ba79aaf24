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

const uploads = createStore<Record<string, Upload[]>>({});
const none: Upload[] = [];
const maxFiles = 20;

export const useUploads = (ticketId: string): Upload[] => uploads.use()[ticketId] ?? none;
export const uploadsOf = (ticketId: string): Upload[] => uploads.get()[ticketId] ?? none;

const change = (ticketId: string, next: (before: Upload[]) => Upload[]) => uploads.set((all) => ({ ...all, [ticketId]: next(all[ticketId] ?? none) }));
const patch = (ticketId: string, key: string, values: Partial<Upload>) => change(ticketId, (all) => all.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)));

/** Starts to upload files for the next message. */
export function addFiles(ticketId: string, files: Iterable<File>): void {
  for (const file of [...files].slice(0, maxFiles - uploadsOf(ticketId).length)) {
    const upload: Upload = { key: crypto.randomUUID(), name: file.name || 'image.png', size: file.size, progress: 0, state: 'uploading', file };
    change(ticketId, (all) => [...all, upload]);
    void send(ticketId, upload);
  }
}

export function addUploaded(ticketId: string, attachment: Attachment): void {
  change(ticketId, (all) => [...all, { key: attachment.id, name: attachment.name, size: attachment.size, progress: 1, state: 'stored', attachment }]);
}

export function retryUpload(ticketId: string, key: string): void {
  const upload = uploadsOf(ticketId).find((one) => one.key === key);
  if (!upload) return;
  patch(ticketId, key, { state: 'uploading', progress: 0, problem: undefined });
  void send(ticketId, upload);
}

export const removeUpload = (ticketId: string, key: string): void => change(ticketId, (all) => all.filter((upload) => upload.key !== key));
export const clearUploads = (ticketId: string): void => change(ticketId, () => none);

async function send(ticketId: string, { key, name, file }: Upload) {
  try {
    const attachment = await uploadFile(file!, name, (progress) => patch(ticketId, key, { progress }));
    patch(ticketId, key, { state: 'stored', progress: 1, attachment });
  } catch (error) {
    patch(ticketId, key, { state: 'failed', problem: explain(error) });
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
    request.onload = () => (request.status === 201 ? resolve(request.response as Attachment) : reject(new ApiError(request.status === 413 ? 'too-large' : 'unavailable', request.status)));
    request.onerror = () => reject(new ApiError('offline', 0));
    request.send(file);
  });
}
