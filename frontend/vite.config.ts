import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env['TICKMARK_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/v1': api } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
