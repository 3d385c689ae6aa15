/**
 * Declares the functions of libheif's JavaScript binding that Vitrine calls; the package has no types for this entry.
 */
declare module 'libheif-js/wasm-bundle.js' {
  type Failure = { code: { value: number }; message: string };
  type Handle = { code?: undefined };
  type Plane = {
    stride: number;
    width: number;
    height: number;
    bits_per_pixel: number;
    data: Uint8Array;
  };
  type Picture = {
    code?: undefined;
    image: object;
    channels: Plane[];
  };

  const libheif: {
    heif_context_alloc(): object;
    heif_context_read_from_memory(context: object, bytes: Uint8Array): Failure;
    heif_js_context_get_primary_image_handle(context: object): Handle | Failure;
    heif_js_context_get_image_handle(context: object, id: number): Handle | Failure;
    heif_image_release(image: object): void;
    heif_image_handle_release(handle: Handle): void;
    heif_image_handle_has_alpha_channel(handle: Handle): number;
    heif_js_decode_image2(handle: Handle, colorspace: unknown, chroma: unknown): Picture | Failure;
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: Record<`heif_chroma_interleaved_${'RGB' | 'RGBA' | 'RRGGBB_LE' | 'RRGGBBAA_LE'}`, unknown>;
  };
  export default libheif;
}
