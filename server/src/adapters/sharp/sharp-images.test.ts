import { describeImageProcessor } from '../../ports/conformance/images.ts';
import { createSharpImages } from './sharp-images.ts';

describeImageProcessor('sharp', () => createSharpImages({ concurrency: 2 }));
