import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import {
  type BrotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  type Gzip,
  gzipSync,
} from "node:zlib";

export type Compression = "brotli" | "gzip" | "none";

export interface Measure {
  bytes: number;
  /** SHA-256 of the content, in hex. */
  sha256: string;
  /** Bytes after compression; those of the file itself when there is none. */
  compressedBytes: number;
}

const PIECE = 1 << 20;

/** Reads a file piece by piece, a megabyte at most, with a checkpoint before each. */
export async function measureFile(
  file: string,
  compression: Compression,
  level: number,
  checkpoint: () => void,
): Promise<Measure> {
  const handle = await open(file);
  try {
    const first = await readPiece(handle);
    checkpoint();
    if (first.length < PIECE) return measureWhole(first, compression, level);
    return await measurePieces(handle, first, compressorOf(compression, level), checkpoint);
  } finally {
    await handle.close();
  }
}

function measureWhole(content: Buffer, compression: Compression, level: number): Measure {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { bytes: content.length, sha256, compressedBytes: compressedSize(content, compression, level) };
}

function compressedSize(content: Buffer, compression: Compression, level: number): number {
  switch (compression) {
    case "brotli":
      return brotliCompressSync(content, brotliOptions(level)).length;
    case "gzip":
      return gzipSync(content, { level }).length;
    case "none":
      return content.length;
  }
}

async function measurePieces(
  handle: FileHandle,
  first: Buffer,
  compressor: BrotliCompress | Gzip | null,
  checkpoint: () => void,
): Promise<Measure> {
  const hash = createHash("sha256");
  let bytes = 0;
  let compressedBytes = 0;
  compressor?.on("data", (piece: Buffer) => {
    compressedBytes += piece.length;
  });
  try {
    for (let piece = first; piece.length > 0; piece = await readPiece(handle)) {
      checkpoint();
      bytes += piece.length;
      hash.update(piece);
      if (compressor) await written(compressor, piece);
    }
    if (compressor) await finished(compressor.end());
  } finally {
    compressor?.destroy();
  }
  return { bytes, sha256: hash.digest("hex"), compressedBytes: compressor ? compressedBytes : bytes };
}

function compressorOf(compression: Compression, level: number): BrotliCompress | Gzip | null {
  if (compression === "brotli") return createBrotliCompress(brotliOptions(level));
  return compression === "gzip" ? createGzip({ level }) : null;
}

function brotliOptions(level: number) {
  return { params: { [constants.BROTLI_PARAM_QUALITY]: level } };
}

async function readPiece(handle: FileHandle): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(PIECE);
  const { bytesRead } = await handle.read(piece, 0, PIECE);
  return piece.subarray(0, bytesRead);
}

function written(compressor: BrotliCompress | Gzip, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    compressor.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}
