import { tmpdir } from 'node:os';
import { describeImageProcessor } from '../../ports/conformance/images.ts';
import { createSharpImages } from './sharp-images.ts';

describeImageProcessor('sharp', () => createSharpImages({ concurrency: 2 }));
describeImageProcessor('sharp, confined to one folder', () =>
  createSharpImages({ concurrency: 2, scratch: tmpdir() }),
);
