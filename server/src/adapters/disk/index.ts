export { createDiskBlobs } from './disk-blobs.ts';
export { createDiskEndpoint } from './disk-endpoint.ts';
